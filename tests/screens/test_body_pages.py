"""Organisations and ties as whoever keeps the registers sees and records them (F-44)."""

import pytest

from conflicts.models import Body, BodyLink, Redaction, WorkLink
from conflicts.terms import BodyKind, Capacity, LinkKind
from tests.factories import conflict_map as make

FIRST = {"from_on[day]": "1", "from_on[month]": "4", "from_on[year]": "2014"}


@pytest.fixture
def base(world, client):
    client.force_login(world.officer)
    return f"{world.ccg.url}registers/organisations/"


def text(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_list_has_the_ccgs_practices_and_what_is_no_practice_and_finds_the_rest(client, world, base):
    make.body(practice=world.practices[0])
    make.body(practice=world.far_practices[0])
    make.body("Medway Doctors")
    page = text(client.get(base))
    assert "Amber Lane Surgery" in page
    assert "Medway Doctors" in page
    assert "Heather Moor" not in page
    assert "Heather Moor Surgery" in text(client.get(base, {"q": "a81001"}))
    assert "No organisation found" in text(client.get(base, {"q": "zzz"}))


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_the_same_statements_for_one_row_and_for_three(
    client, world, base, more, django_assert_num_queries
):
    for _ in range(1 + more):
        make.stake(make.body(), make.body())
    client.get(base)
    with django_assert_num_queries(9):
        client.get(base)


def test_a_stake_is_searched_for_recorded_shown_on_both_sides_and_ended(client, world, base):
    federation = make.body("Medway Doctors")
    here = f"{base}{federation.pk}/"
    assert "Search for the other organisation first" in text(client.get(f"{here}links/new/"))
    page = text(client.get(f"{here}links/new/", {"q": "amber"}))
    assert "practice:G82001" in page
    data = FIRST | {"other": "practice:G82001", "direction": "held", "kind": LinkKind.SHAREHOLDER, "source": "Website"}
    assert client.post(f"{here}links/new/?q=amber", data).status_code == 302
    assert client.post(f"{here}links/new/?q=amber", data).status_code == 302
    link = BodyLink.objects.get()
    assert (link.holder.ods_code, link.held) == ("G82001", federation)
    page = text(client.get(here))
    assert "Amber Lane Surgery" in page
    assert "Shareholder of" in page
    assert "Medway Doctors" in text(client.get(f"{base}{link.holder_id}/"))
    wrong = {"to_on[day]": "1", "to_on[month]": "1", "to_on[year]": "2014", "reason": "Sold"}
    assert "It began on 1 April 2014" in text(client.post(f"{here}links/{link.pk}/end/", wrong), 409)
    assert client.post(f"{here}links/{link.pk}/end/", wrong | {"to_on[year]": "2015"}).status_code == 302
    assert "1 January 2015" in text(client.get(here))


def test_an_end_that_another_person_entered_is_not_overwritten_unseen(client, world, base):
    federation = make.body()
    here = f"{base}{federation.pk}/"
    data = FIRST | {"other": "practice:G82001", "direction": "held", "kind": LinkKind.SHAREHOLDER, "source": "Website"}
    client.post(f"{here}links/new/?q=amber", data)
    end = f"{here}links/{BodyLink.objects.get().pk}/end/"
    first = {"to_on[day]": "1", "to_on[month]": "1", "to_on[year]": "2030", "reason": "Sold", "seen_end": ""}
    assert client.post(end, first).status_code == 302
    second = first | {"to_on[year]": "2026", "reason": "The annual return"}
    assert "Another person entered 1 January 2030 as the end" in text(client.post(end, second), 409)
    assert BodyLink.objects.get().to_on.year == 2030
    assert 'value="2030-01-01"' in text(client.get(end))
    assert client.post(end, second | {"seen_end": "2030-01-01"}).status_code == 302
    assert BodyLink.objects.get().to_on.year == 2026


def test_an_error_of_the_form_stands_at_its_field(client, world, base):
    here = f"{base}{make.body().pk}/links/new/"
    page = text(
        client.post(here, FIRST | {"direction": "held", "kind": "MEMBER", "source": "x", "other": "body:999999"}), 400
    )
    assert "Select an organisation. Search for it if it is not in the list" in page
    assert "There is a problem" in page


def test_where_somebody_works_is_recorded_and_seen_by_this_ccg_only(client, world, base):
    practice = make.body(practice=world.practices[0])
    data = FIRST | {"person": world.gp_member.pk, "capacity": Capacity.PARTNER, "source": "Website"}
    assert client.post(f"{base}{practice.pk}/people/new/", data).status_code == 302
    assert WorkLink.objects.get().person == world.gp_member
    assert "Gordon Doctor" in text(client.get(f"{base}{practice.pk}/"))
    make.interest(world.ccg, world.gp_member, practice, at=world.now)
    client.force_login(world.other_officer)
    page = text(client.get(f"{world.other_ccg.url}registers/organisations/{practice.pk}/"))
    assert "Gordon Doctor" not in page
    work = f"{world.other_ccg.url}registers/organisations/{practice.pk}/people/{WorkLink.objects.get().pk}/end/"
    assert client.get(work).status_code == 404


def test_a_withheld_interest_is_shown_only_to_who_keeps_or_guards_the_registers(client, world, base):
    body = make.body()
    interest = make.interest(world.ccg, world.gp_member, body, at=world.now)
    Redaction(interest=interest, request="A risk", requested_at=world.now, requested_by=world.gp_member).record(
        by=world.gp_member, at=world.now, why="A risk"
    )
    assert "Gordon Doctor" in text(client.get(f"{base}{body.pk}/"))
    client.force_login(world.secretary)
    assert "Gordon Doctor" not in text(client.get(f"{base}{body.pk}/"))


def test_entries_are_joined_and_parted_on_their_pages(client, world, base):
    one, two = make.body("Medway Doctors"), make.body("Medway Drs")
    data = {"other": f"body:{one.pk}", "reason": "One company number"}
    assert client.post(f"{base}{two.pk}/same/?q=medway", data).status_code == 302
    assert client.get(f"{base}{two.pk}/").headers["Location"] == f"{base}{one.pk}/"
    assert "Medway Drs" in text(client.get(f"{base}{one.pk}/"))
    assert client.get(f"{base}{one.pk}/apart/").status_code == 404
    assert client.post(f"{base}{two.pk}/apart/", {"reason": "Two numbers"}).status_code == 302
    assert "Medway Drs" in text(client.get(f"{base}{two.pk}/"))


def test_an_organisation_is_added_once(client, world, base):
    data = {"kind": BodyKind.COMPANY, "name": "Acme Ltd", "company_number": "123456"}
    first = client.post(f"{base}new/", data)
    assert client.post(f"{base}new/", data).headers["Location"] == first.headers["Location"]
    assert Body.objects.get(company_number="00123456").name == "Acme Ltd"
    assert "A company number has 8 digits" in text(client.post(f"{base}new/", data | {"company_number": "x"}), 400)
