"""Sign-in: the second factor where it is required, the demonstration's people only where it was loaded."""

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount import app_settings as social_settings
from allauth.utils import get_form_class
from django.urls import reverse

from cocommission.shared.models import DemonstrationSignIn
from cocommission.shared.sign_in import AccountForm
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
    assert response["Location"] == "/tour/"


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


@pytest.mark.parametrize(
    ("name", "signed_in", "words"),
    [
        ("account_login", False, ["Enter your email address", "Enter your password"]),
        ("account_reset_password", False, ["Enter your email address"]),
        ("account_set_password", True, ["Enter a new password", "Enter your new password again"]),
        ("mfa_activate_totp", True, ["Enter the code from your authenticator app"]),
    ],
)
def test_what_is_missing_is_named_in_our_words(client, world, name, signed_in, words):
    if signed_in:
        client.force_login(world.officer)
    page = client.post(reverse(name), {}).text
    assert "This field is required" not in page
    assert [one for one in words if one not in page] == []


def test_a_change_of_password_names_what_is_missing(client, world):
    world.officer.set_password("four words of one person")
    form = get_form_class(account_settings.FORMS, "change_password", None)(data={}, user=world.officer)
    assert form.errors == {
        "oldpassword": ["Enter your current password"],
        "password1": ["Enter a new password"],
        "password2": ["Enter your new password again"],
    }


@pytest.mark.parametrize("form", AccountForm.__subclasses__(), ids=lambda form: form.__name__)
def test_every_required_field_of_a_form_of_the_library_has_our_message(form):
    assert {name for name, field in form.base_fields.items() if field.required} <= set(form.missing)
    used = [name for part in (account_settings, mfa_settings, social_settings) for name in part.FORMS.values()]
    assert f"{form.__module__}.{form.__name__}" in used
