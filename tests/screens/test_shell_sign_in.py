"""Sign-in: the second factor where it is required, the demonstration's people only where it was loaded."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from cocommission.shared.models import DemonstrationSignIn
from tests.database import as_owner

SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def strict(settings):
    settings.REQUIRE_TOTP = True


def demonstrate(person):
    with as_owner():  # as the loader does
        return DemonstrationSignIn.objects.create(
            person=person, order=1, role="Governance officer", does="Runs ballots"
        )


@pytest.mark.parametrize("name", ["officer", "lmc_reviewer", "regional_officer", "accountable_officer"])
def test_posts_that_act_for_an_organisation_need_a_second_factor(client, world, strict, name):
    client.force_login(getattr(world, name))
    response = client.get("/tasks/")
    assert (response.status_code, response["Location"]) == (302, SET_UP)
    assert client.post("/organisations/").status_code == 403


def test_a_representative_needs_none(client, world, strict):
    client.force_login(world.people["representative"])
    assert client.get("/tasks/").status_code == 200


def test_who_has_set_one_up_goes_on(client, world, strict):
    TOTP.activate(world.officer, generate_totp_secret())
    client.force_login(world.officer)
    assert client.get("/tasks/").status_code == 200


def test_the_demonstration_is_exempt_only_for_its_own_people(client, world, strict):
    demonstrate(world.officer)
    client.force_login(world.officer)
    assert client.get("/tasks/").status_code == 200
    client.force_login(world.accountable_officer)
    assert client.get("/tasks/").status_code == 302


def test_signing_out_and_setting_up_stay_possible(client, world, strict):
    client.force_login(world.officer)
    assert client.get("/accounts/logout/").status_code == 200


def test_without_the_demonstration_there_are_no_buttons(client, world):
    page = client.get(reverse("account_login")).content.decode()
    assert "demonstration" not in page.lower()
    response = client.post("/accounts/demonstration/", {"person": world.officer.pk})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_with_it_one_press_signs_in(client, world):
    demonstrate(world.officer)
    page = client.get(reverse("account_login")).content.decode()
    assert "Sign in<span" in page
    response = client.post("/accounts/demonstration/", {"person": world.officer.pk, "next": "/ccgs/09W/ledger/"})
    assert response["Location"] == "/ccgs/09W/ledger/"
    assert client.get("/tasks/").status_code == 200


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_it_never_leads_elsewhere(client, world, target):
    demonstrate(world.officer)
    response = client.post("/accounts/demonstration/", {"person": world.officer.pk, "next": target})
    assert response["Location"] == "/tasks/"


@pytest.mark.parametrize("person", ["", "x", "0", "99999999999999999999999", "-1"])
def test_nonsense_signs_nobody_in(client, world, person):
    demonstrate(world.officer)
    assert client.post("/accounts/demonstration/", {"person": person}).status_code == 404


def test_never_in_production(client, world, settings):
    demonstrate(world.officer)
    settings.PRODUCTION = True
    assert "demonstration" not in client.get(reverse("account_login")).content.decode().lower()
    assert client.post("/accounts/demonstration/", {"person": world.officer.pk}).status_code == 404


def test_a_get_signs_nobody_in(client, world):
    demonstrate(world.officer)
    assert client.get("/accounts/demonstration/").status_code == 405


def test_signing_up_is_closed(client, world):
    assert b"You need an invitation" in client.get("/accounts/signup/").content


def test_a_password_signs_in(client, world):
    world.officer.set_password("a long enough pass phrase")
    world.officer.save()
    response = client.post("/accounts/login/", {"login": "nobody@x.example", "password": "wrong wrong wrong"})
    assert b"There is a problem" in response.content
    data = {"login": world.officer.email, "password": "a long enough pass phrase"}
    assert client.post("/accounts/login/", data)["Location"] == "/tasks/"


def test_header_costs_session_person_and_posts(client, world, django_assert_num_queries):
    client.force_login(world.officer)
    with django_assert_num_queries(3):
        client.get("/rules/")


def test_a_page_for_visitors_costs_nothing(client, world, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/rules/")


@pytest.mark.parametrize("act", [{}, {"action_add": ""}, {"action_primary": ""}, {"action_remove": ""}])
def test_nobody_changes_their_own_address(client, world, act):
    """Whoever holds an address gets its invitations and posts, so the library's page for it is closed."""
    client.force_login(world.officer)
    before = world.officer.email
    assert client.get("/accounts/email/").status_code == 404
    assert client.post("/accounts/email/", {"email": "another@example.invalid", **act}).status_code == 404
    world.officer.refresh_from_db()
    assert world.officer.email == before
    assert not EmailAddress.objects.filter(email="another@example.invalid").exists()


@pytest.mark.parametrize("person", ["9" * 5000, "9" * 20, "9" * 18, "-1", "", "x", "\u00b2", "\u0663"])
def test_a_number_that_is_no_sign_in_is_not_found(client, world, person):
    demonstrate(world.officer)
    assert client.post("/accounts/demonstration/", {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session
