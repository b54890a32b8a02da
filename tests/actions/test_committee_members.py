"""Who is appointed to a committee, who is not, how it ends, and that they have to declare."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from cocommission.shared.errors import Refused
from cocommission.shared.models import Message
from conflicts.models import Declarant
from pccc.actions.seats import add_seat, appoint, end_membership, end_seat
from pccc.models import Membership, Seat
from pccc.queries.composition import sitters, standing
from pccc.queries.seats import endings, undeclared
from pccc.rules.facts import SeatFacts
from pccc.terms import Office, SeatRole
from tests.factories import committees as make
from tests.factories.ccgs_people import person

pytestmark = pytest.mark.django_db
R = SeatRole


def rules(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {blocker.rule for blocker in refused.value.blockers}


def test_coi_05_an_appointment_makes_somebody_who_declares(world: Any) -> None:
    made = make.draft(world)
    seat = make.seat(made, R.LOCAL_GP, True, by=world.secretary, now=world.now)
    membership = make.member(seat, world.gp_member, by=world.secretary, now=world.now)
    declarant = Declarant.objects.get(ccg=world.ccg, person=world.gp_member)
    assert (declarant.group, declarant.decision_maker) == ("COMMITTEE", True)
    assert undeclared(made, world.now) == [membership]
    assert Message.objects.filter(key=f"membership.appointed:{membership.pk}").exists()
    end_membership(membership=membership, ends_at=world.now, reason="Moved", by=world.secretary, now=world.now)
    declarant.refresh_from_db()
    assert declarant.ends_at == world.now


def appointing(world: Any, seat: Seat, who: Any = None, **fields: Any) -> Membership:
    return make.member(seat, who or person("Casey Newcomer"), by=world.secretary, now=world.now, **fields)


def test_who_cannot_be_appointed(world: Any) -> None:
    made = make.pccc(world)
    held = made.seats.get(role=R.LOCAL_GP)
    nurse = made.seats.get(role=R.NURSE).members.get().person
    spare = make.seat(made, R.DIRECTOR, True, by=world.officer, now=world.now)
    gone = person("Casey Gone")
    gone.is_active = False
    gone.save()
    for seat, fields, field in (
        (held, {}, "starts_at"),
        (spare, {"office": Office.CHAIR}, "office"),
        (spare, {"who": nurse}, ""),
        (spare, {"who": gone}, "email"),
        (spare, {"reason": " "}, "reason"),
        (spare, {"starts_at": world.now - timedelta(days=900)}, "starts_at"),
        (spare, {"ends_at": world.now - timedelta(days=40)}, "ends_at"),
        (spare, {"deputy": True, "office": Office.VICE_CHAIR}, "office"),
        (held, {"deputy": True, "who": held.members.get().person}, "deputy"),
    ):
        with pytest.raises(Refused) as refused:
            appointing(world, seat, **fields)
        assert field in {blocker.field for blocker in refused.value.blockers}, (fields, refused.value.texts)
    assert Membership.objects.filter(seat__committee=made).count() == 7


def test_pcc_05_an_appointment_that_breaks_the_majority_is_refused_in_an_active_committee(world: Any) -> None:
    made = make.pccc(world)
    for number in range(2):
        seat = make.seat(made, R.LOCAL_GP, True, by=world.officer, now=world.now)
        if number == 0:
            appointing(world, seat)
            continue
        with pytest.raises(Refused) as refused:
            appointing(world, seat)
        assert rules(refused) == {"PCC-05"}
        assert "4 of 8 votes" in refused.value.texts[0]


def test_a_membership_ends_and_the_seat_is_filled_again(world: Any) -> None:
    made = make.pccc(world)
    seat = made.seats.get(role=R.LAY_PERSON)
    leaving = seat.members.get()
    ended = end_membership(membership=leaving, ends_at=world.now, reason="Resigned", by=world.officer, now=world.now)
    assert ended.ended_early_by == world.officer
    assert standing(made, world.now).failing == ("PCC-03",)
    assert standing(made, world.now - timedelta(minutes=1)).passes
    appointing(world, seat, starts_at=world.now, office=Office.VICE_CHAIR)
    assert standing(made, world.now).passes
    tomorrow = world.now + timedelta(days=1)
    with pytest.raises(Refused):
        end_membership(membership=leaving, ends_at=tomorrow, reason="Again", by=world.officer, now=tomorrow)


def test_seats_are_abolished_when_nobody_holds_them(world: Any) -> None:
    made = make.pccc(world)
    seat = made.seats.get(role=R.LMC)
    with pytest.raises(Refused):
        end_seat(seat=seat, to_on=date(2015, 12, 1), reason="No more", by=world.officer, now=world.now)
    end_membership(membership=seat.members.get(), ends_at=world.now, reason="Left", by=world.officer, now=world.now)
    end_seat(seat=seat, to_on=date(2015, 12, 1), reason="No more", by=world.officer, now=world.now)
    with pytest.raises(Refused):
        appointing(world, seat, starts_at=world.now + timedelta(days=100))
    assert "PCC-08" in {b.rule for b in standing(made, world.now + timedelta(days=100)).blockers}


def test_memberships_that_end_soon_are_told(world: Any) -> None:
    made = make.pccc(world)
    seat = make.seat(made, R.DIRECTOR, True, by=world.officer, now=world.now)
    appointing(world, seat, ends_at=world.now + timedelta(days=45))
    assert [(e.membership.seat, e.days) for e in endings([made], world.now)] == [(seat, 45)]
    appointing(world, seat, starts_at=world.now + timedelta(days=45))
    assert endings([made], world.now) == []


def test_a_seat_form_serves_one_committee(world: Any) -> None:
    token = uuid4()
    make.seat(make.draft(world), R.NURSE, True, by=world.officer, now=world.now, form_token=token)
    other = make.draft(world, name="Other")
    with pytest.raises(Refused):
        make.seat(other, R.NURSE, True, by=world.officer, now=world.now, form_token=token)
    with pytest.raises(Refused):
        add_seat(
            committee=other, facts=SeatFacts(R.NURSE, " ", voting=True, from_on=date(2015, 1, 1)), by=world.officer,
            now=world.now,
        )  # fmt: skip


def test_a_later_appointment_is_not_sitting_yet(world: Any) -> None:
    made = make.draft(world)
    seat = make.seat(made, R.NURSE, True, by=world.officer, now=world.now)
    starts: datetime = world.now + timedelta(days=3)
    appoint(seat=seat, person=world.gp_member, starts_at=starts, reason="Chosen", by=world.officer, now=world.now)
    assert sitters(made, world.now) == []
    assert [s.name for s in sitters(made, starts)] == [world.gp_member.name]
