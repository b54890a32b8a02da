"""Urgent decisions and their ratification; local incentive schemes and consents of practices (F-45, F-28)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ccgs.queries.posts import posts_of
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Message
from cocommission.shared.rules.facts import gather
from cocommission.shared.todo import tasks_of
from models_abc.terms import Function
from pccc.actions.decisions import ratify
from pccc.actions.schemes import record_consent, state_scheme
from pccc.actions.urgent_decisions import decide_urgently
from pccc.queries.conflict_map import conflict_map
from pccc.queries.decisions import to_ratify
from pccc.rules.facts import DecidedFacts, UrgentDecisionFacts
from pccc.terms import DecisionKind, Handling, Outcome
from tests.factories.committees import WIDE, R
from tests.factories.conflict_map import works
from tests.factories.consultations import closed as closed_consultation
from tests.factories.consultations import opened as open_consultation
from tests.factories.decisions import decided, first, practice_body, ruled, sitting, taken, votes
from tests.factories.decisions import holds as holds_model
from tests.factories.meetings import planned

pytestmark = pytest.mark.django_db
STATED = {"outcomes": "Fewer admissions", "inequalities": "Most in the poorest wards", "value": "It saves more"}


def urgent(s, *roles, **more):
    how = {
        "committee": s.committee, "function": "CONTRACTS", "title": "A list closes tomorrow", "text": "Stand in.",
        "urgent_reason": "The doctor died", "conflicts": "None has any.", "form_token": uuid4(), "by": s.by,
        "now": s.at, "agreed": [s.people[role].pk for role in roles or ("LAY_MEMBER", "CHIEF_OFFICER")],
    }  # fmt: skip
    return decide_urgently(**gather(UrgentDecisionFacts, how | more))


def rules(refused):
    return {blocker.rule for blocker in refused.value.blockers}


def test_dec_03_an_urgent_decision_is_made_between_meetings_and_the_members_are_told(world):
    holds_model(world)
    s = planned(world)
    token = uuid4()
    made = urgent(s, form_token=token)
    assert urgent(s, form_token=token) == made
    assert (made.kind, made.outcome, made.item) == (DecisionKind.URGENT, Outcome.CARRIED, None)
    assert {vote.person for vote in made.votes.all()} == {s.people["LAY_MEMBER"], s.people["CHIEF_OFFICER"]}
    assert Message.objects.filter(key__startswith=f"decision:{made.pk}:urgent:").count() == len(s.people)
    assert to_ratify(world.ccg) == [made]
    titles = [task.title for task in tasks_of(world.secretary, list(posts_of(world.secretary, s.at)), s.at)]
    assert any("ratified" in title for title in titles)


@pytest.mark.parametrize("roles", [("CHIEF_OFFICER", "FINANCE_OFFICER"), ("LAY_MEMBER", "NURSE"), ("LMC",)])
def test_not_everybody_can_decide_urgently(world, roles):
    holds_model(world)
    s = planned(world)
    with pytest.raises(Refused) as refused:
        urgent(s, *roles)
    assert rules(refused) == {"DEC-03"}


def test_an_urgent_decision_needs_the_function_too(world):
    s = planned(world)
    with pytest.raises(Refused) as refused:
        urgent(s)
    assert rules(refused) == {"FUN-03"}


def test_the_next_meeting_ratifies_it_once(world):
    holds_model(world)
    s = sitting(world, model=None)
    made = urgent(s)
    s.take(first(s))
    done = ratify(
        item=first(s), earlier=made, facts=DecidedFacts(consensus=True), form_token=uuid4(), by=s.by, now=s.later(1)
    )
    assert (done.kind, done.earlier) == (DecisionKind.RATIFICATION, made)
    assert to_ratify(world.ccg) == []
    with pytest.raises(Conflict):
        ratify(
            item=first(s), earlier=made, facts=DecidedFacts(consensus=True), form_token=uuid4(), by=s.by, now=s.later(1)
        )


ROWS = (*WIDE, (R.INDEPENDENT_GP, True), (R.SECONDARY_CARE, True), (R.LAY_MEMBER, True), (R.OPERATING_OFFICER, True))
SCHEME = {"title": "A local incentive scheme", "functions": [Function.INCENTIVE_SCHEMES]}


def test_fun_04_a_scheme_is_approved_only_with_the_closed_lmc_consultation_and_three_statements(world):
    s = sitting(world, item=SCHEME)
    item = first(s)
    ruled(s, item, "LOCAL_GP", Handling.LEAVE_DECISION, reason="A partner")
    s.take(item)
    scheme = {"function": str(Function.INCENTIVE_SCHEMES), "votes": votes(s, out=("LOCAL_GP",))}
    with pytest.raises(Refused) as refused:
        decided(s, first(s), **scheme)
    assert rules(refused) == {"FUN-04"}
    assert len(refused.value.blockers) == 4
    still_open = open_consultation(world, days=6000, kind="INCENTIVE_SCHEME")
    state_scheme(item=item, consultation=still_open, by=s.by, now=s.at, **STATED)
    with pytest.raises(Refused, match="not closed yet"):
        decided(s, first(s), **scheme)
    over = closed_consultation(world, kind="INCENTIVE_SCHEME")
    state_scheme(item=item, consultation=over, by=s.by, now=s.at, **(STATED | {"value": ""}))
    with pytest.raises(Refused, match="value for money"):
        decided(s, first(s), **scheme)
    state_scheme(item=item, consultation=over, by=s.by, now=s.at, **STATED)
    assert decided(s, first(s), **scheme).outcome == Outcome.CARRIED
    with pytest.raises(Conflict):
        state_scheme(item=item, consultation=over, by=s.by, now=s.at, **STATED)


def test_fun_04_a_scheme_may_be_turned_down_without_them(world):
    s, item = taken(world, item=SCHEME)
    all_against = dict.fromkeys(votes(s), "AGAINST")
    assert decided(s, item, function=str(Function.INCENTIVE_SCHEMES), votes=all_against).outcome == Outcome.LOST


def test_the_incentive_scheme_case_flags_each_gp_of_the_practices_and_neither_outside_gp_nor_consultant(world):
    s = sitting(world, rows=ROWS, item=SCHEME)
    works(s.people["LOCAL_GP"], practice_body(world))
    works(s.people["INDEPENDENT_GP"], practice_body_far(world))
    row = conflict_map(s.meeting, s.at)[0]
    flagged = {cell.member.role for cell in row.cells if cell.proposal.flagged}
    assert flagged == {"LOCAL_GP"}
    assert all(row.cell(s.people[role].pk).proposal.why_not for role in ("INDEPENDENT_GP", "SECONDARY_CARE"))
    ruled(s, first(s), "LOCAL_GP", Handling.LEAVE_ITEM)
    s.take(first(s))
    over = closed_consultation(world, kind="INCENTIVE_SCHEME")
    state_scheme(item=first(s), consultation=over, by=s.by, now=s.at, **STATED)
    able = votes(s, out=("LOCAL_GP",)) | {s.people["INDEPENDENT_GP"].pk: "FOR"}
    made = decided(s, first(s), function=str(Function.INCENTIVE_SCHEMES), votes=able)
    assert made.outcome == Outcome.CARRIED
    assert made.quorum["met"] is True
    assert s.people["LOCAL_GP"].pk not in {vote.person_id for vote in made.votes.all()}


def practice_body_far(world):
    from conflicts.actions.bodies import find_or_add_body

    far = world.far_practices[0]
    return find_or_add_body(kind="PRACTICE", name=far.name, ods_code=far.code, practice=far, by=world.secretary,
                            now=world.now)  # fmt: skip


def test_fun_05_no_practice_is_moved_to_a_local_contract_without_its_consent(world):
    bodies = [practice_body(world, number) for number in (0, 1)]
    s, item = taken(world, item={"moves_contract": True, "affected": bodies})
    with pytest.raises(Refused, match="Amber Lane Surgery.*Birch Road Surgery") as refused:
        decided(s, item)
    assert rules(refused) == {"FUN-05"}
    how = {"item": item, "evidence": "Letter of the partners", "given_on": world.now.date(), "by": s.by, "now": s.at}
    consent = record_consent(practice=world.practices[0], **how)
    assert record_consent(practice=world.practices[0], **how) == consent
    with pytest.raises(Conflict, match="already recorded, given on"):
        record_consent(practice=world.practices[0], **(how | {"evidence": "An e-mail"}))
    with pytest.raises(Refused, match="Birch Road Surgery"):
        decided(s, item)
    with pytest.raises(Refused, match="does not move that practice"):
        record_consent(practice=world.practices[2], **how)
    with pytest.raises(Refused, match="day that is not in the future"):
        record_consent(practice=world.practices[1], **(how | {"given_on": s.at.date() + timedelta(days=1)}))
    record_consent(practice=world.practices[1], **how)
    assert decided(s, item).outcome == Outcome.CARRIED
