"""Decisions at an item: by right, in quorum, by named votes, once and for good (F-45)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ccgs.actions.models_held import change_model_held
from cocommission.shared.actions.documents import store_document
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from cocommission.shared.rules.facts import gather
from models_abc.actions.functions import answer_agreement, propose_agreement
from pccc.actions.attendance import record_movement
from pccc.actions.decisions import correct, decide, ratify
from pccc.models import Decision, DecisionVote
from pccc.rules.facts import DecidedFacts
from pccc.terms import Choice, CommitteeKind, DecisionKind, Direction, Handling, Outcome
from tests.database import owners_cursor
from tests.factories.committees import JOINT, WIDE
from tests.factories.consultations import upload
from tests.factories.decisions import decided, first, ruled, sitting, taken, votes

pytestmark = pytest.mark.django_db


def rules(refused):
    return [blocker.rule for blocker in refused.value.blockers]


def test_a_decision_is_made_with_its_function_right_quorum_members_and_named_votes(world):
    s, item = taken(world)
    made = decided(s, item, votes=votes(s, against=("NURSE",), abstain=("LOCAL_GP",)))
    assert (made.number, made.outcome, made.kind) == (1, Outcome.CARRIED, DecisionKind.MEETING)
    assert made.figures | {"consensus": None} == {
        "for": 4, "against": 1, "abstained": 1, "casting": "", "consensus": None, "voters": 6, "rows": 6,
    }  # fmt: skip
    assert made.authority["decider"] == "CCG"
    assert made.quorum["met"] is True
    nurse = next(one for one in made.members if one["role"] == "NURSE")
    assert (nurse["vote"], nurse["eligible"], nurse["here"]) == ("AGAINST", True, True)
    assert made.votes.count() == 6
    entry = Entry.objects.get(act="decision.made", subject=made.subject)
    assert json.loads(entry.body)["facts"]["function"] == "CONTRACTS"


def test_the_same_form_twice_is_one_decision_and_another_clerks_is_a_conflict(world):
    s, item = taken(world)
    token = uuid4()
    how = {"item": item, "function": "CONTRACTS", "text": "Yes.", "consensus": True, "form_token": token}
    made = decide(**gather(DecidedFacts, how), by=s.by, now=s.later(1))
    assert decide(**gather(DecidedFacts, how), by=s.by, now=s.later(1)) == made
    with pytest.raises(Conflict):
        decide(**gather(DecidedFacts, how), by=world.officer, now=s.at)
    with pytest.raises(Conflict, match="decided already: decision 1"):
        decide(**gather(DecidedFacts, how | {"form_token": uuid4()}), by=world.officer, now=s.at)
    assert Decision.objects.count() == 1


def test_consensus_keeps_no_votes_and_says_how_many_agreed(world):
    s, item = taken(world, "NURSE")
    made = decided(s, item, consensus=True)
    assert made.by_consensus
    assert made.votes.count() == 0
    assert made.figures["voters"] == 5


def test_an_item_that_is_not_being_taken_is_not_decided(world):
    s = sitting(world)
    with pytest.raises(Refused, match="Start the item first"):
        decided(s, first(s))
    s.take(first(s))
    decided(s, first(s))
    s.finish(first(s))
    with pytest.raises(Refused):
        decided(s, first(s))


@pytest.mark.parametrize("who", ["gp_member", "accountable_officer", "other_officer", "regional_officer"])
def test_only_who_runs_committees_writes_a_decision_down(world, who):
    s, item = taken(world)
    with pytest.raises(Refused) as refused:
        decide(item=item, function="CONTRACTS", facts=DecidedFacts("Yes.", consensus=True), form_token=uuid4(),
               by=world.people[who], now=s.at)  # fmt: skip
    assert refused.value.status == 403


def test_pcc_11_who_was_ruled_out_cannot_vote_by_any_door(world):
    s, item = taken(world)
    ruled(s, item, "LOCAL_GP", Handling.NO_VOTE)
    gp = s.people["LOCAL_GP"]
    with pytest.raises(Refused, match="cannot vote on this item") as refused:
        decided(s, item)
    assert rules(refused) == ["PCC-11"]
    made = decided(s, item, votes=votes(s, out=("LOCAL_GP",)))
    assert made.figures["voters"] == 5
    one = next(row for row in made.members if row["person"] == gp.pk)
    assert (one["ruled"], one["eligible"], one["vote"]) == ("NO_VOTE", False, "")


def test_pcc_11_the_database_refuses_the_vote_of_a_member_whose_latest_ruling_forbids_it(world):
    s, item = taken(world)
    ruled(s, item, "LOCAL_GP", Handling.NO_VOTE)
    statement = """
    WITH made AS (
        INSERT INTO pccc_decision (ccg_id, number, committee_id, item_id, kind, function, title, text, rationale,
            outcome, by_consensus, authority, quorum, members, figures, urgent_reason, decided_at,
            recorded_by_id, form_token)
        VALUES (%s, 1, %s, %s, 'MEETING', 'CONTRACTS', 'x', 'x', '', 'CARRIED', false, '{}', '{}', '[]',
            '{"rows": 1}', '', now(), %s, gen_random_uuid()) RETURNING id)
    SELECT id FROM made
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [world.ccg.pk, s.committee.pk, item.pk, s.by.pk])
        pk = cursor.fetchone()[0]
        with pytest.raises(DatabaseError, match="takes no part in this vote"), transaction.atomic():
            DecisionVote.objects.create(decision_id=pk, person=s.people["LOCAL_GP"], position="GP", choice="FOR")
        with pytest.raises(DatabaseError, match="at the meeting can vote"), transaction.atomic():
            DecisionVote.objects.create(decision_id=pk, person=world.nobody, position="Nobody", choice="FOR")
        DecisionVote.objects.create(decision_id=pk, person=s.people["NURSE"], position="Nurse", choice="FOR")


def test_pcc_17_equal_votes_are_decided_by_the_chairs_casting_vote_in_a_row_of_its_own(world):
    s, item = taken(world)
    split = votes(s, against=("NURSE", "LOCAL_GP", "FINANCE_OFFICER"))
    with pytest.raises(Refused, match="3 to 3") as refused:
        decided(s, item, votes=split)
    assert rules(refused) == ["PCC-17"]
    made = decided(s, item, votes=split, casting=Choice.AGAINST)
    assert made.outcome == Outcome.LOST
    casting = made.votes.get(casting=True)
    assert (casting.person, casting.choice) == (s.people["LAY_MEMBER"], Choice.AGAINST)
    assert made.votes.filter(person=casting.person, casting=False).get().choice == Choice.FOR


def test_somebody_who_left_the_room_neither_votes_nor_counts(world):
    s, item = taken(world)
    record_movement(meeting=s.meeting, person=s.people["NURSE"], direction=Direction.OUT, by=s.by, now=s.later(1))
    with pytest.raises(Refused, match="not in the room"):
        decided(s, item)
    made = decided(s, item, votes=votes(s, out=("NURSE",)))
    assert made.figures["voters"] == 5


def test_without_a_quorum_nothing_is_decided(world):
    s, item = taken(world)
    for role in ("LAY_MEMBER", "LAY_PERSON"):
        record_movement(meeting=s.meeting, person=s.people[role], direction=Direction.OUT, by=s.by, now=s.later(1))
    with pytest.raises(Refused, match="no quorum") as refused:
        decided(s, item, votes=votes(s, out=("LAY_MEMBER", "LAY_PERSON")))
    assert "PCC-09" in rules(refused)


def test_a_function_that_the_ccg_did_not_hold_that_day_is_refused(world):
    s, item = taken(world, model=None)
    with pytest.raises(Refused, match="holds model A") as refused:
        decided(s, item)
    assert rules(refused) == ["FUN-03"]


def test_the_model_held_on_the_day_counts_not_the_one_that_comes_later(world):
    s, item = taken(world, model="B", rows=WIDE)
    with pytest.raises(Refused) as refused:
        decided(s, item)
    assert set(rules(refused)) == {"DEC-02"}


def test_a_joint_function_needs_nhs_england_in_the_room(world):
    document = store_document(upload("agreement.txt", "Section 13Z."), by=world.secretary, now=world.now)
    s, item = taken(world, model="B", rows=(*JOINT, WIDE[2], WIDE[3]), kind=CommitteeKind.JOINT, agreement=document)
    england = s.people["NHS_ENGLAND"]
    record_movement(meeting=s.meeting, person=england, direction=Direction.OUT, by=s.by, now=s.later(1))
    with pytest.raises(Refused, match="not in the room") as refused:
        decided(s, item, votes=votes(s, out=("NHS_ENGLAND",)))
    assert rules(refused) == ["DEC-02"]
    record_movement(meeting=s.meeting, person=england, direction=Direction.IN, by=s.by, now=s.later(1))
    assert decided(s, item).authority["england_present"] is True


def test_an_agreement_about_one_function_decides_whose_it_is(world):
    s, item = taken(world, item={"functions": ["COMPLAINTS"]})
    with pytest.raises(Refused) as refused:
        decided(s, item, function="COMPLAINTS")
    assert rules(refused) == ["DEC-01"]
    proposed = propose_agreement(
        ccg=world.ccg, function="COMPLAINTS", decider="CCG", from_on=world.now.date(), source="Schedule 2", note="",
        by=world.officer, now=s.at,
    )  # fmt: skip
    answer_agreement(agreement=proposed, agree=True, reason="Agreed", by=world.regional_officer, now=s.at)
    made = decided(s, item, function="COMPLAINTS")
    assert made.authority["source"] == "Schedule 2"
    assert made.authority["agreed_from_on"] == world.now.date().isoformat()


def test_a_decision_is_locked_once_made(world):
    s, item = taken(world)
    made = decided(s, item)
    for statement in (
        "UPDATE pccc_decision SET text = 'Something else' WHERE id = %s",
        "DELETE FROM pccc_decision WHERE id = %s",
        "UPDATE pccc_decisionvote SET choice = 'AGAINST' WHERE decision_id = %s",
    ):
        with pytest.raises(DatabaseError, match="append-only"), owners_cursor() as cursor:
            cursor.execute(statement, [made.pk])
    with pytest.raises(DatabaseError, match="decision is made"), transaction.atomic():
        DecisionVote.objects.create(decision=made, person=s.people["LMC"], position="LMC", choice="FOR")


def test_a_decision_without_the_votes_of_its_figures_is_refused_by_the_database(world):
    s, item = taken(world)
    made = decided(s, item)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    made.pk, made.number, made.kind, made.earlier, made.form_token = None, 2, "CORRECTION", made, uuid4()
    made.earlier_id = Decision.objects.get(number=1).pk
    made._state.adding = True
    with pytest.raises(DatabaseError, match="not as many"), transaction.atomic():
        made.save(force_insert=True)


def test_a_later_decision_corrects_an_earlier_one_which_stays_as_it_is(world):
    s, item = taken(world)
    made = decided(s, item)
    s.finish(item)
    again = s.item("A slip in the minutes of decision 1")
    s.take(again)
    later = correct(item=again, earlier=made, facts=DecidedFacts("The merger is approved from May.", consensus=True),
                    form_token=uuid4(), by=s.by, now=s.later(1))  # fmt: skip
    assert (later.kind, later.earlier, later.number) == (DecisionKind.CORRECTION, made, 2)
    assert Decision.objects.get(pk=made.pk).text == made.text
    with pytest.raises(Refused, match="already corrected by decision 2"):
        correct(
            item=again,
            earlier=made,
            facts=DecidedFacts("x", consensus=True),
            form_token=uuid4(),
            by=s.by,
            now=s.later(1),
        )


def test_only_urgent_decisions_are_ratified(world):
    s, item = taken(world)
    made = decided(s, item)
    s.finish(item)
    again = s.item("Ratify")
    s.take(again)
    with pytest.raises(Refused, match="You can ratify only an urgent decision"):
        ratify(
            item=again, earlier=made, facts=DecidedFacts(consensus=True), form_token=uuid4(), by=s.by, now=s.later(1)
        )


def test_a_sub_group_decides_nothing_pcc_16(world):
    s, item = taken(world)
    values = [world.ccg.pk, s.committee.pk, s.committee.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pccc_committee (ccg_id, number, kind, name, parent_id, common_name, meets_in_public, state, "
            "drafted_at, drafted_by_id, ended_reason) VALUES (%s, 99, 'SUBGROUP', 'Sub-group', %s, '', true, 'DRAFT', "
            "now(), (SELECT drafted_by_id FROM pccc_committee WHERE id = %s), '') RETURNING id",
            values,
        )
        group = cursor.fetchone()[0]
    made = decided(s, item)
    made.pk, made.number, made.committee_id, made.form_token = None, 2, group, uuid4()
    made._state.adding = True
    with pytest.raises(DatabaseError, match="sub-group cannot decide"), transaction.atomic():
        made.save(force_insert=True)


def test_pcc_16_a_decision_of_a_sub_group_is_refused_in_words(world, monkeypatch):
    s, item = taken(world)
    s.committee.kind = CommitteeKind.SUBGROUP
    monkeypatch.setattr("pccc.actions.decisions.begin_item", lambda item, act, **given: item)
    item.meeting.committee.kind = CommitteeKind.SUBGROUP
    with pytest.raises(Refused) as refused:
        decided(s, item)
    assert rules(refused) == ["PCC-16"]


def test_the_model_that_ends_takes_its_functions_with_it(world):
    s, item = taken(world)
    change_model_held(ccg=world.ccg, model="A", from_at=s.at + timedelta(minutes=1), by=None, now=s.at,
                      reason="Left", source="Exit notice")  # fmt: skip
    with pytest.raises(Refused, match="holds model A"):
        decide(item=item, function="CONTRACTS", facts=DecidedFacts("x", consensus=True), form_token=uuid4(), by=s.by,
               now=s.at + timedelta(minutes=2))  # fmt: skip
