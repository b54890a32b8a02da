"""The pages of committees: what everybody sees, setting one up, appointing, ending, as at a day."""

from datetime import timedelta
from typing import Any

import pytest

from pccc.actions.seats import end_membership
from pccc.models import Committee, Membership, Seat
from pccc.rules.quorum import TEMPLATES
from pccc.terms import CommitteeKind, SeatRole
from tests.browser import Browser
from tests.factories import committees as make

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/committees/"


def signed_in(client: Browser, who: Any) -> Browser:
    client.force_login(who)
    return client


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def day(name: str, on: str) -> dict[str, str]:
    year, month, number = on.split("-")
    return {f"{name}[day]": number, f"{name}[month]": month, f"{name}[year]": year}


def test_the_public_sees_who_sits_and_how_it_is_composed(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    make.draft(world, CommitteeKind.SUBGROUP, name="Premises group", parent=made)
    page = text(client.get(made.url))
    for words in (
        "Morgan Ash", "Chair", "4 of 6 votes", "Composition in order", "at least 3 voting members",
        "Healthwatch Medway", "a GP of a member practice, has a vote",
    ):  # fmt: skip
        assert words in page, words
    for words in ("Appoint", "simulator", "Premises group", "No declaration since"):
        assert words not in page, words
    listed = text(client.get(BASE))
    assert made.name in listed
    assert "Premises group" not in listed
    assert client.get(f"{BASE}2/").status_code == 404


def test_working_people_see_what_is_due(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    seat = make.seat(made, SeatRole.DIRECTOR, True, by=world.officer, now=world.now)
    make.member(seat, world.gp_member, by=world.officer, now=world.now, ends_at=world.now + timedelta(days=20))
    page = text(signed_in(client, world.officer).get(made.url))
    assert "20 days left" in page
    assert "No declaration since the appointment" in page
    assert f"{made.url}simulator/" in page


def test_as_at_a_day(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    vice = made.seats.get(role=SeatRole.LAY_PERSON).members.get()
    end_membership(
        membership=vice, ends_at=world.now + timedelta(days=10), reason="Moves", by=world.officer, now=world.now
    )
    assert "Composition in order" in text(client.get(made.url))
    assert "Composition in order" in text(client.get(made.url, day("on", "2015-10-10")))
    later = text(client.get(made.url, day("on", "2015-10-12")))
    assert "Composition: PCC-03" in later
    assert "There is no vice chair" in later
    long_ago = text(client.get(made.url, day("on", "2013-1-1")))
    assert "No seats yet" in long_ago
    assert "Enter a real date" in text(client.get(made.url, day("on", "2015-13-40")))


def test_a_committee_is_set_up_in_the_browser(world: Any, client: Browser) -> None:
    signed_in(client, world.officer)
    answer = client.post(f"{BASE}new/", {"kind": "PCCC", "name": "Primary care committee", "meets_in_public": "yes"})
    assert answer["Location"] == f"{BASE}1/"
    page = text(client.get(f"{BASE}1/"))
    assert "Set it up" in page
    assert "There are no terms of reference in force today" in page
    assert "disabled" in page
    refused = text(client.post(f"{BASE}1/activate/"), 409)
    assert "There is no chair" in refused
    clauses: dict[str, Any] = {"clause-TOTAL_FORMS": 2, "clause-INITIAL_FORMS": 0}
    clauses |= {"clause-0-count": 2, "clause-0-voting": "yes", "clause-1-count": 1, "clause-1-first": "group-lay"}
    data = {
        "text": "Terms.", "remedies": ["DEFER"], "notice_days": 5, "questions_days": 3, "quorum": "own",
        "lay_executive_quorum": "on", **day("from_on", "2015-09-01"), **clauses,
    }  # fmt: skip
    assert client.post(f"{BASE}1/terms/new/", data).status_code == 302
    assert "at least 2 voting members; and at least 1 lay member" in text(client.get(f"{BASE}1/"))
    for role, office, email in (("LAY_MEMBER", "CHAIR", "ash"), ("LAY_PERSON", "VICE_CHAIR", "beech")):
        seat = {"role": role, "organisation": "CCG", "voting": "yes", **day("from_on", "2015-09-01")}
        token = {"form_token": f"00000000-0000-4000-8000-0000000000{len(email):02}"}
        assert [client.post(f"{BASE}1/seats/new/", seat | token).status_code for _ in range(2)] == [302, 302]
        made = Seat.objects.latest("pk")
        appointed = {
            "email": f"{email}@example.invalid", "name": email.title(), "deputy": "no", "office": office,
            "reason": "Chosen", **day("starts_at", "2015-09-01"), "starts_at[time]": "9:00",
        }  # fmt: skip
        address = f"{BASE}1/seats/{made.pk}/appoint/"
        assert [client.post(address, appointed).status_code for _ in range(2)] == [302, 302]
    assert (Seat.objects.count(), Membership.objects.count()) == (2, 2)
    assert client.post(f"{BASE}1/activate/").status_code == 302
    assert Committee.objects.get().state == "ACTIVE"


def terms_data(**more: Any) -> dict[str, Any]:
    return {
        "text": "Terms.", "remedies": ["DEFER"], "notice_days": 5, "questions_days": 3, "clause-TOTAL_FORMS": 1,
        "clause-INITIAL_FORMS": 0, **day("from_on", "2015-12-01"), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "words", "status"),
    [
        ({"quorum": "own"}, "Enter at least one clause", 400),
        ({"quorum": "own", "clause-0-first": "NURSE"}, "Enter how many there must be", 400),
        ({"quorum": "bmj-1", "text": ""}, "Enter the terms of reference", 400),
        ({"quorum": "bmj-1", "remedies": []}, "What may be done with an item that loses its quorum", 400),
        ({"quorum": "bmj-1", **day("from_on", "2015-08-01")}, "A new version must begin on that day or later", 409),
        ({"quorum": "bmj-1", **day("from_on", "2015-09-20")}, "of an active committee for past days", 409),
    ],
)
def test_terms_are_refused_at_the_field(
    world: Any, client: Browser, more: dict[str, Any], words: str, status: int
) -> None:
    made = make.pccc(world)
    assert words in text(signed_in(client, world.officer).post(f"{made.url}terms/new/", terms_data(**more)), status)
    assert made.terms.count() == 1


@pytest.mark.parametrize("key", ["bmj-2", "bmj-4", "keep"])
def test_a_quorum_is_chosen_from_the_list(world: Any, client: Browser, key: str) -> None:
    made = make.pccc(world)
    answer = signed_in(client, world.officer).post(f"{made.url}terms/new/", terms_data(quorum=key))
    assert answer.status_code == 302
    latest = made.terms.order_by("-number").first()
    assert latest is not None
    assert latest.quorum == (TEMPLATES["bmj-1"].rule if key == "keep" else TEMPLATES[key].rule)
    assert "Terms of reference, version 2" in text(client.get(f"{made.url}terms/2/"))


def test_appointments_are_refused_at_the_field(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    seat = made.seats.get(role=SeatRole.NURSE)
    data = {
        "email": world.gp_member.email, "deputy": "no", "office": "", "reason": "Chosen",
        **day("starts_at", "2015-10-01"), "starts_at[time]": "9:00",
    }  # fmt: skip
    page = text(signed_in(client, world.officer).post(f"{made.url}seats/{seat.pk}/appoint/", data), 409)
    assert "holds this seat" in page
    unknown = data | {"email": "new@example.invalid"}
    page = text(client.post(f"{made.url}seats/{seat.pk}/appoint/", unknown), 400)
    assert "Enter their name too" in page
    page = text(signed_in(client, world.secretary).post(f"{made.url}seats/{seat.pk}/appoint/", unknown), 409)
    assert "A governance officer makes them known first" in page
    deputy = data | {"deputy": "yes"}
    assert client.post(f"{made.url}seats/{seat.pk}/appoint/", deputy).status_code == 302
    assert f"Deputy: {world.gp_member.name}" in text(client.get(made.url))


def test_another_committees_seats_and_members_are_not_found(world: Any, client: Browser) -> None:
    made, other = make.pccc(world), make.draft(world, name="Other")
    seat = made.seats.get(role=SeatRole.NURSE)
    signed_in(client, world.officer)
    for address in (
        f"{other.url}seats/{seat.pk}/appoint/", f"{other.url}seats/{seat.pk}/end/",
        f"{other.url}members/{seat.members.get().pk}/end/", f"{other.url}terms/1/", f"{made.url}terms/1/document/",
        "/ccgs/09J/committees/1/", f"{made.url}agreement/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    world: Any, client: Browser, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        make.pccc(world, name=f"Committee {number}")
    with django_assert_num_queries(4):
        text(client.get(BASE))
