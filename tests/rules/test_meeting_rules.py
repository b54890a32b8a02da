"""Rules of meetings as truth tables: agenda, notice, room, chair, remedies (PCC-12, PCC-14, PCC-18)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cocommission.shared.rules.acts import Act
from pccc.rules import meeting_acts
from pccc.rules.chairing import (
    Leader,
    Taking,
    finishing_blockers,
    leader_blockers,
    remedies_offered,
    remedy_blockers,
    taking_blockers,
)
from pccc.rules.meetings import (
    AgendaFacts,
    ItemFacts,
    agenda_blockers,
    notice_given,
    opening_blockers,
)
from pccc.rules.presence import Comer, Step, is_here, may_vote, places, sitter
from pccc.terms import Handling, MeetingState

NOW = datetime(2016, 5, 2, 9, tzinfo=UTC)
ITEM = ItemFacts(1, "A merger", "DECISION", "PUBLIC", functions=("MERGERS",), papers=1)
GOOD = AgendaFacts("PLANNED", NOW + timedelta(days=7), "Town Hall", "ACTIVE", "PCCC", True, 7, "", (ITEM,))


def rules_of(found, level="B"):
    return [b.rule for b in found if b.level == level]


def test_a_good_agenda_lacks_nothing():
    assert agenda_blockers(GOOD, now=NOW) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"state": "NOTICED"}, "MTG-02"),
        ({"committee_state": "DRAFT"}, "MTG-01"),
        ({"notice_days": None}, "MTG-01"),
        ({"place": " "}, "MTG-01"),
        ({"starts_at": NOW}, "MTG-01"),
        ({"starts_at": NOW + timedelta(days=6)}, "MTG-01"),
        ({"items": ()}, "MTG-01"),
        ({"items": (replace(ITEM, functions=()),)}, "MTG-01"),
        ({"items": (replace(ITEM, part="PRIVATE"), ITEM)}, "PCC-14"),
        ({"committee_kind": "SUBGROUP"}, "PCC-16"),
    ],
)
def test_each_thing_that_an_agenda_lacks_is_named(change, rule):
    assert rules_of(agenda_blockers(replace(GOOD, **change), now=NOW)) == [rule]


def test_pcc_14_a_reason_lets_an_item_be_private_and_all_private_is_warned_about():
    private = replace(ITEM, part="PRIVATE", private_reason="Names of patients")
    found = agenda_blockers(replace(GOOD, items=(private,)), now=NOW)
    assert (rules_of(found), rules_of(found, "W")) == ([], ["PCC-14"])


def test_notice_counts_london_days_and_a_reason_lets_it_be_short():
    late_evening = datetime(2016, 5, 2, 23, 30, tzinfo=UTC)  # half past midnight in London
    assert notice_given(late_evening, datetime(2016, 5, 10, 9, tzinfo=UTC)) == 7
    short = replace(GOOD, starts_at=NOW + timedelta(days=1), short_notice_reason="The practice closes")
    found = agenda_blockers(short, now=NOW)
    assert (rules_of(found), rules_of(found, "W")) == ([], ["MTG-01"])


ACTS = {
    name: act
    for name, act in vars(meeting_acts).items()
    if isinstance(act, Act) and name not in ("RULE", "RULE_FOR", "DECIDE", "SCHEME", "CONSENT")
}
"""All but those of which the item says when they are possible."""


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_meeting_that_is_over_allows_nothing(act):
    assert act.blockers(MeetingState.CLOSED)
    assert "cancelled" in act.blockers(MeetingState.CANCELLED)[0].missing


@pytest.mark.parametrize(("minutes", "opens"), [(31, False), (30, True), (0, True), (-90, True)])
def test_a_meeting_opens_half_an_hour_before_its_time_or_later(minutes, opens):
    start = NOW + timedelta(minutes=minutes)
    assert (opening_blockers(starts_at=start, present=None, now=NOW) == []) is opens


def comer(pk, kind="MEMBER", seat=None, since=NOW):
    return Comer(pk, f"Person {pk}", kind, "Seat", "NURSE", True, since, seat_id=seat)


def test_the_minute_of_a_movement_counts_and_apologies_are_never_there():
    steps = [Step(1, "OUT", NOW + timedelta(minutes=5)), Step(1, "IN", NOW + timedelta(minutes=9))]
    seen = [is_here(comer(1), steps, NOW + timedelta(minutes=m)) for m in (0, 4, 5, 8, 9)]
    assert seen == [True, True, False, False, True]
    assert not is_here(comer(1, "APOLOGIES", since=None), [], NOW)
    assert not is_here(comer(1, since=NOW + timedelta(minutes=1)), [], NOW)


def test_of_two_deputies_for_one_seat_one_sits():
    people = [comer(1, "DEPUTY", 7), comer(2, "DEPUTY", 7), comer(3, "OFFICER")]
    assert [place.counts for place in places(people, [], NOW)] == [True, False, False]
    people.append(comer(4, "MEMBER", 7))
    assert [place.counts for place in places(people, [], NOW)] == [False, False, False, True]


@pytest.mark.parametrize("handling", Handling)
def test_only_nothing_and_disclose_leave_a_vote(handling):
    assert may_vote(True, handling) is (handling in (Handling.NONE, Handling.DISCLOSE))
    assert may_vote(False, handling) is (handling in (Handling.NONE, Handling.DISCLOSE, Handling.NO_VOTE))


def test_coi_05_takes_a_vote_and_nothing_from_who_has_none():
    assert not sitter(comer(1), declared=False).eligible
    assert sitter(replace(comer(1), voting=False), declared=False).eligible


@pytest.mark.parametrize(
    ("leader", "leads"),
    [
        (None, False),
        (Leader("Ann", here=True), True),
        (Leader("Ann", here=False), False),
        (Leader("Ann", here=True, sits=False), False),
        (Leader("Ann", here=True, ruled="NONE", proposed="LEAVE_ITEM"), True),
        (Leader("Ann", here=True, ruled="DISCLOSE"), True),
        (Leader("Ann", here=True, proposed="LEAVE_ITEM"), False),
        *[(Leader("Ann", here=True, ruled=h), False) for h in ("NO_VOTE", "LEAVE_DECISION", "LEAVE_ITEM", "NO_PAPERS")],
    ],
)
def test_pcc_12_who_leads_is_there_sits_and_has_no_conflict(leader, leads):
    found = leader_blockers(leader)
    assert (found == []) is leads
    assert {b.rule for b in found} <= {"PCC-12"}


TAKING = Taking("DECISION", "LISTED", True, (), Leader("Ann", here=True))


def test_pcc_09_blocks_decisions_and_warns_about_the_rest():
    lost = replace(TAKING, quorum_met=False, quorum_missing=("Needs a nurse.",))
    assert taking_blockers(TAKING) == []
    assert rules_of(taking_blockers(lost)) == ["PCC-09"]
    assert rules_of(taking_blockers(replace(lost, kind="DISCUSSION"))) == []


def test_what_is_open_before_an_item_is_warned_about():
    found = taking_blockers(replace(TAKING, must_leave=("Bob",), not_ruled=("Cy",), not_asked=("Di",)))
    assert (rules_of(found), len(found)) == ([], 3)


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ({}, False),
        ({"notes": "Put off"}, True),
        ({"decisions": 1}, True),
        ({"kind": "INFORMATION"}, True),
        ({"quorum_met": False, "notes": "Put off"}, False),
        ({"quorum_met": False, "decisions": 1}, True),
        ({"state": "LISTED", "decisions": 1}, False),
    ],
)
def test_pcc_18_an_item_ends_with_a_decision_a_reason_or_a_remedy(facts, ends):
    given = {
        "kind": "DECISION",
        "state": "TAKEN",
        "quorum_met": True,
        "quorum_missing": [],
        "decisions": 0,
        "notes": "",
    }
    assert (finishing_blockers(**{**given, **facts}) == []) is ends


def test_pcc_18_terms_without_a_remedy_leave_deferring():
    assert remedies_offered([]) == ["DEFER"]
    assert remedies_offered(["PANEL", "nonsense", "REFER"]) == ["REFER", "PANEL"]


@pytest.mark.parametrize(
    ("facts", "chosen"),
    [
        ({}, True),
        ({"remedy": "PANEL"}, False),
        ({"state": "DONE"}, False),
        ({"quorum_met": True}, False),
        ({"reason": " "}, False),
        ({"remedy": "TEMPORARY_MEMBER", "restored": False}, False),
        ({"remedy": "TEMPORARY_MEMBER", "restored": True}, True),
    ],
)
def test_pcc_18_a_remedy_is_one_of_the_terms_for_an_item_without_a_quorum(facts, chosen):
    given = {"remedy": "DEFER", "allowed": ["DEFER", "TEMPORARY_MEMBER"], "state": "LISTED", "quorum_met": False,
             "restored": None, "reason": "x"}  # fmt: skip
    assert (remedy_blockers(**{**given, **facts}) == []) is chosen
