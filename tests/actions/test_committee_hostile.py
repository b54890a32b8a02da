"""What somebody with the right to run committees could get wrong, or try on (JC-01, FUN-04, DEC-03, PCC-12)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from ccgs.actions.models_held import change_model_held
from cocommission.shared.errors import Refused
from cocommission.shared.todo import tasks_of
from pccc.actions.attendance import record_movement
from pccc.actions.schemes import state_scheme
from pccc.actions.seats import end_membership
from pccc.actions.urgent_decisions import decide_urgently
from pccc.models import Decision, Membership
from pccc.queries.composition import standing
from pccc.rules.committee_acts import activation_blockers
from pccc.rules.facts import UrgentDecisionFacts
from pccc.terms import CommitteeKind, Direction, Handling, Office
from tests.factories import committees as make
from tests.factories.consultations import closed as closed_consultation
from tests.factories.decisions import decided, first, holds, ruled, sitting, taken, votes

pytestmark = pytest.mark.django_db
STATED = {"outcomes": "Fewer falls", "inequalities": "In every ward", "value": "It pays for itself"}


def joint(world):
    return make.pccc(world, make.JOINT, kind=CommitteeKind.JOINT, agreement=make.paper(world))


def titles(world, now):
    return [todo.title for todo in tasks_of(world.secretary, [world.posts["secretary"]], now)]


def test_a_joint_committee_that_loses_its_chair_says_so_and_asks_for_one(world):
    made = joint(world)
    assert not [one for one in standing(made, world.now).blockers if "chair" in one.missing]
    chair = Membership.objects.get(seat__committee=made, office=Office.CHAIR)
    gone = world.now + timedelta(days=3)
    end_membership(membership=chair, ends_at=gone, reason="Resigned", by=world.officer, now=world.now)
    composed = standing(made, gone)
    assert [one.missing for one in composed.blockers if one.field == "chair"] == [
        "There is no chair. Appoint one. Until then, choose who takes the chair at each meeting."
    ]
    assert composed.passes
    assert f"Appoint a chair: {made.name}" in titles(world, gone)
    assert f"Appoint a chair: {made.name}" not in titles(world, world.now)


def test_a_committee_without_a_chair_is_told_once_when_it_is_to_be_activated(world):
    made = make.draft(world, CommitteeKind.JOINT, agreement=make.paper(world))
    found = activation_blockers(made.state, standing(made, world.now), has_terms=True)
    assert [one.level for one in found if "chair" in one.missing] == ["B"]


def test_fun_04_a_consultation_about_something_else_does_not_carry_a_scheme(world):
    s, item = taken(world, item={"functions": ["INCENTIVE_SCHEMES"]})
    about_the_model = closed_consultation(world, kind="MODEL_DECISION")
    with pytest.raises(Refused, match="not about a local incentive scheme"):
        state_scheme(item=item, consultation=about_the_model, by=s.by, now=s.at, **STATED)
    ours = closed_consultation(world, kind="INCENTIVE_SCHEME")
    state_scheme(item=item, consultation=ours, by=s.by, now=s.at, **STATED)
    assert decided(s, item, function="INCENTIVE_SCHEMES").outcome == "CARRIED"


def test_fun_04_a_scheme_is_not_approved_between_meetings(world):
    holds(world)
    made = make.pccc(world)
    agreed = Membership.objects.filter(seat__committee=made, seat__role__in=["LAY_MEMBER", "CHIEF_OFFICER"])
    how = {
        "committee": made,
        "agreed": list(agreed.values_list("person_id", flat=True)),
        "by": world.secretary,
        "now": world.now,
    }
    facts = UrgentDecisionFacts("INCENTIVE_SCHEMES", "A scheme", "Approved.", "Winter", "None")
    with pytest.raises(Refused, match="approved at a meeting") as refused:
        decide_urgently(facts=facts, form_token=uuid4(), **how)
    assert [one.rule for one in refused.value.blockers] == ["FUN-04"]
    assert not Decision.objects.exists()
    assert decide_urgently(facts=replace(facts, function="CONTRACTS"), form_token=uuid4(), **how).number == 1


def test_pcc_12_a_chair_with_a_conflict_and_no_vice_chair_hands_over_to_a_member_without_one(world):
    s, item = taken(world)
    vice = Membership.objects.get(seat__committee=s.committee, office=Office.VICE_CHAIR)
    end_membership(membership=vice, ends_at=s.later(1), reason="Resigned", by=s.by, now=s.at)
    ruled(s, item, "LAY_MEMBER", Handling.NO_VOTE, ruled_by=s.people["CHIEF_OFFICER"])
    with pytest.raises(Refused, match="cannot lead it"):
        decided(s, item, votes=votes(s, out=("LAY_MEMBER", "LAY_PERSON")))
    with pytest.raises(Refused, match="is not a member of this committee"):
        s.chair("LAY_PERSON")
    assert s.chair("CHIEF_OFFICER").chair == s.people["CHIEF_OFFICER"]


def test_the_casting_vote_is_that_of_who_leads_now_and_nobodys_when_the_leader_has_left(world):
    s = sitting(world)
    s.take(first(s))
    s.chair("LAY_PERSON")
    split = votes(s, against=("NURSE", "LOCAL_GP", "FINANCE_OFFICER"))
    record_movement(meeting=s.meeting, person=s.people["LAY_PERSON"], direction=Direction.OUT, by=s.by, now=s.later(1))
    with pytest.raises(Refused, match="not in the room"):
        decided(s, first(s), votes={pk: v for pk, v in split.items() if pk != s.people["LAY_PERSON"].pk}, casting="FOR")
    record_movement(meeting=s.meeting, person=s.people["LAY_PERSON"], direction=Direction.IN, by=s.by, now=s.later(1))
    made = decided(s, first(s), votes=split, casting="AGAINST")
    assert made.votes.get(casting=True).person == s.people["LAY_PERSON"]


def test_a_model_that_ends_at_a_minute_gives_no_right_from_that_minute(world):
    s, item = taken(world)
    ends = s.at + timedelta(minutes=10)
    change_model_held(ccg=world.ccg, model="A", from_at=ends, by=None, now=s.at, reason="Given back", source="Test")
    s.at = ends - timedelta(minutes=1)
    with pytest.raises(Refused, match="brings no decisions"):
        decided(s, item)
    assert s.at == ends
    s.at = ends - timedelta(minutes=2)
    assert decided(s, item).authority["model_held"] == "C"
