"""What the referees of decisions, votes and minutes refuse, provoked."""

from uuid import uuid4

from pccc.actions.minutes import draft_minutes, finalise
from pccc.models import Committee, Decision, DecisionVote, Minutes
from pccc.terms import MinutesState
from tests.factories import committees
from tests.factories.decisions import decided_and_closed, ruled, taken
from tests.sweeps.refereeing import insert, provokes, put


def decision(s, item, **more):
    """A decision by one vote, written after every check."""
    values = {
        "ccg": s.committee.ccg, "number": 77, "committee": s.committee, "item": item, "kind": "MEETING",
        "function": "CONTRACTS", "title": "The merger", "text": "Approved.", "outcome": "CARRIED", "authority": {},
        "quorum": {}, "members": [], "figures": {"rows": 1}, "decided_at": s.at, "recorded_by": s.by,
        "form_token": uuid4(),
    }  # fmt: skip
    return insert(Decision, **(values | more))


@provokes("pccc_decision_referee", "A sub-group cannot decide.")
def a_sub_group_decides(world, clock):
    s, item = taken(world)
    group = committees.draft(world, "SUBGROUP", parent=Committee.objects.get(pk=s.committee.pk))
    return decision(s, item, committee=group)


@provokes("pccc_decision_referee", "NHS England keeps this function.")
def deciding_what_nhs_england_keeps(world, clock):
    return decision(*taken(world), function="PERFORMERS_LIST")


@provokes("pccc_decision_referee", "This item is no longer being taken.")
def deciding_an_item_that_is_done(world, clock):
    s, item = taken(world)
    s.finish(item)
    return decision(s, item)


def vote(s, item, person):
    """A vote of a decision that one vote makes."""
    make = decision(s, item)
    return lambda: DecisionVote.objects.create(decision=make(), person=person, position="Member", choice="FOR")


@provokes("pccc_vote_referee", "Only voting members who are at the meeting")
def a_vote_of_somebody_who_is_not_there(world, clock):
    return vote(*taken(world), world.nobody)


@provokes("pccc_vote_referee", "The chair decided meanwhile")
def a_vote_of_somebody_who_takes_no_part(world, clock):
    s, item = taken(world)
    ruled(s, item, "LOCAL_GP", "NO_VOTE")
    return vote(s, item, s.people["LOCAL_GP"])


def minutes(world):
    s, _ = decided_and_closed(world)
    made = draft_minutes(meeting=s.fresh(), by=s.by, now=s.later())
    return s, Minutes.objects.get(pk=made.pk)


@provokes("pccc_minutes_referee", "Another person took these minutes to another stage")
def approving_minutes_that_were_taken_back(world, clock):
    s, row = minutes(world)
    return put(row, state=MinutesState.APPROVED, approved_at=s.at, approved_by=s.by)


@provokes("pccc_minutes_referee", "These minutes are final.")
def words_after_the_minutes_are_final(world, clock):
    s, row = minutes(world)
    finalise(minutes=row, by=s.by, now=s.later())
    return put(Minutes.objects.get(pk=row.pk), remarks={"1": {"words": "More."}})
