"""What the referees of committees and seats refuse, provoked."""

from datetime import timedelta

from pccc.actions.committees import end_committee
from pccc.models import Committee, Membership, Seat
from pccc.terms import CommitteeState, Office
from tests.factories import committees
from tests.sweeps.refereeing import provokes, put


@provokes("pccc_committee_referee", "Another person activated or ended this committee")
def drafting_an_active_committee_again(world, clock):
    return put(committees.pccc(world), state=CommitteeState.DRAFT)


@provokes("pccc_committee_referee", "There are no terms of reference in force.")
def activating_without_terms(world, clock):
    return put(committees.draft(world), state=CommitteeState.ACTIVE, activated_at=world.now, activated_by=world.officer)


@provokes("pccc_seat_referee", "A member was appointed to this seat meanwhile.")
def changing_a_seat_that_somebody_holds(world, clock):
    return put(Seat.objects.filter(committee=committees.pccc(world), voting=True).first(), voting=False)


def appointed(world, seat, person, **more):
    """A membership as it is written after every check."""
    values = {"starts_at": world.now, "reason": "Appointed", "appointed_at": world.now, "appointed_by": world.secretary}
    row = Membership(seat=seat, person=person, **(values | more))
    return lambda: row.record(by=world.secretary, at=world.now, why="Appointed")


@provokes("pccc_membership_referee", "This committee has ended.")
def appointing_to_a_committee_that_ended(world, clock):
    made = committees.pccc(world)
    seat = Seat.objects.filter(committee=made).first()
    end_committee(committee=made, reason="Merged", by=world.secretary, now=world.now)
    assert Committee.objects.get(pk=made.pk).state == CommitteeState.ENDED
    return appointed(world, seat, world.nobody)


def two_free_seats(world):
    made = committees.draft(world)
    return [
        committees.seat(made, role, True, by=world.secretary, now=world.now) for role in ("LAY_MEMBER", "LAY_PERSON")
    ]


@provokes("pccc_membership_referee", "A member of this committee already holds this office")
def two_chairs_at_once(world, clock):
    first, second = two_free_seats(world)
    committees.member(first, world.lay_member, office=Office.CHAIR, by=world.secretary, now=world.now)
    return appointed(world, second, world.nobody, office=Office.CHAIR)


@provokes("pccc_membership_referee", "This person already holds a seat")
def one_person_in_two_seats(world, clock):
    first, second = two_free_seats(world)
    committees.member(first, world.lay_member, by=world.secretary, now=world.now)
    return appointed(world, second, world.lay_member, starts_at=world.now + timedelta(days=1))
