"""Rounds: open by the clock to the second, changed only so that nobody who relied on them loses (F-21)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.clock import LONDON
from models_abc.rules.calendar import EVENTS, ROUNDS
from models_abc.rules.rounds import (
    USUAL_EVIDENCE,
    RoundFacts,
    change_blockers,
    interest_blockers,
    reminder_days_due,
    round_blockers,
    round_state,
)
from models_abc.terms import EvidenceKind, RoundPurpose, RoundState
from models_abc.terms.rounds import REMINDER_DAYS

OPENS = datetime(2015, 6, 1, tzinfo=LONDON)
MIDDAY = datetime(2015, 11, 6, 12, tzinfo=LONDON)
SECOND = timedelta(seconds=1)
FACTS = RoundFacts(
    name="Delegated commissioning from April 2016",
    purpose=RoundPurpose.NATIONAL,
    model_sought="C",
    opens_at=OPENS,
    closes_at=MIDDAY,
    go_live_on=(date(2016, 4, 1),),
    required_evidence=USUAL_EVIDENCE["C"],
    source="Medway paper",
)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - SECOND, RoundState.PLANNED),
        (OPENS, RoundState.OPEN),
        (MIDDAY - SECOND, RoundState.OPEN),
        (MIDDAY, RoundState.CLOSED),
    ],
)
def test_the_clock_says_where_a_round_stands(now: datetime, state: RoundState) -> None:
    assert round_state(opens_at=OPENS, closes_at=MIDDAY, now=now) == state


def test_a_good_round_has_nothing_against_it() -> None:
    assert round_blockers(FACTS) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"model_sought": "A"}, "ROU-02"),
        ({"model_sought": ""}, "ROU-02"),
        ({"closes_at": OPENS}, "ROU-01"),
        ({"go_live_on": ()}, "ROU-01"),
        ({"go_live_on": (date(2015, 11, 5),)}, "ROU-01"),
        ({"required_evidence": ()}, "ROU-05"),
        ({"source": " "}, "ROU-05"),
        ({"opens_at": MIDDAY - timedelta(days=20)}, "ROU-05"),
    ],
)
def test_what_a_round_needs(change: dict, rule: str) -> None:
    assert rule in [found.rule for found in round_blockers(replace(FACTS, **change))]


def test_expressions_of_interest_name_no_model() -> None:
    interest = replace(FACTS, purpose=RoundPurpose.INTEREST, model_sought="", go_live_on=(), required_evidence=())
    assert round_blockers(interest) == []
    assert [one.rule for one in round_blockers(replace(interest, model_sought="B"))] == ["ROU-02"]


WHILE_OPEN = OPENS + timedelta(days=3)


@pytest.mark.parametrize(
    ("change", "why", "allowed"),
    [
        ({"closes_at": MIDDAY + timedelta(days=2)}, "The finance template was late.", True),
        ({"closes_at": MIDDAY + timedelta(days=2)}, " ", False),
        ({"closes_at": MIDDAY - SECOND}, "Sooner is better.", False),
        ({"opens_at": OPENS + SECOND}, "A slip.", False),
        ({"model_sought": "B"}, "A slip.", False),
        ({"required_evidence": (*USUAL_EVIDENCE["C"], EvidenceKind.DCO_SIGNATURE)}, "One more.", False),
        ({"required_evidence": USUAL_EVIDENCE["C"][:3]}, "Less is enough.", True),
        ({"name": "A better name"}, "Clearer.", True),
    ],
)
def test_an_open_round_changes_only_in_favour_of_those_who_rely_on_it(change: dict, why: str, allowed: bool) -> None:
    found = change_blockers(old=FACTS, new=replace(FACTS, **change), why=why, now=WHILE_OPEN)
    assert (found == []) is allowed


def test_a_planned_round_may_change_and_a_closed_one_not_at_all() -> None:
    sooner = replace(FACTS, opens_at=OPENS + timedelta(days=1), closes_at=MIDDAY - timedelta(days=1))
    assert change_blockers(old=FACTS, new=sooner, why="", now=OPENS - SECOND) == []
    assert [one.rule for one in change_blockers(old=FACTS, new=FACTS, why="x", now=MIDDAY)] == ["ROU-04"]


def test_interest_is_taken_while_the_round_is_open() -> None:
    assert interest_blockers(opens_at=OPENS, closes_at=MIDDAY, now=WHILE_OPEN) == []
    for now in (OPENS - SECOND, MIDDAY):
        assert interest_blockers(opens_at=OPENS, closes_at=MIDDAY, now=now)


@pytest.mark.parametrize(
    ("days_before", "due"), [(61, []), (60, [60]), (31, [60]), (30, [30]), (8, [14]), (7, [7]), (1, [1]), (0, [1])]
)
def test_the_reminder_ladder(days_before: int, due: list[int]) -> None:
    at = datetime(2015, 11, 6, 9, tzinfo=LONDON) - timedelta(days=days_before)
    assert reminder_days_due(opens_at=OPENS, closes_at=MIDDAY, now=at) == due


@given(st.integers(min_value=0, max_value=20_000_000))
def test_never_more_than_one_reminder_at_once_and_none_when_not_open(seconds: int) -> None:
    now = OPENS - timedelta(days=10) + timedelta(seconds=seconds)
    due = reminder_days_due(opens_at=OPENS, closes_at=MIDDAY, now=now)
    assert len(due) <= 1
    assert set(due) <= set(REMINDER_DAYS)
    if not OPENS <= now < MIDDAY:
        assert due == []


def test_the_calendar_holds_sound_rounds_with_their_sources() -> None:
    assert len({one.slug for one in ROUNDS}) == len(ROUNDS)
    for one in ROUNDS:
        facts = RoundFacts(
            one.name,
            one.purpose,
            one.model_sought,
            one.opens_at,
            one.closes_at,
            one.go_live_on,
            one.required_evidence,
            one.source,
        )
        assert [found for found in round_blockers(facts) if found.level == "B"] == []
    assert [event.on for event in EVENTS] == sorted(event.on for event in EVENTS)


def test_medways_deadlines_are_in_the_calendar() -> None:
    by_slug = {one.slug: one for one in ROUNDS}
    assert by_slug["delegated-2016"].closes_at == MIDDAY
    assert by_slug["delegated-2016"].go_live_on == (date(2016, 4, 1),)
    assert by_slug["joint-2015-16"].go_live_on == (
        date(2015, 7, 1), date(2015, 10, 1), date(2016, 1, 1), date(2016, 4, 1),
    )  # fmt: skip
    third, last_minute = by_slug["delegated-2017"], datetime(2016, 12, 5, 23, 59, tzinfo=LONDON)
    assert round_state(opens_at=third.opens_at, closes_at=third.closes_at, now=last_minute) == RoundState.OPEN


def test_rou_03_a_day_to_go_live_that_ccgs_prepare_for_stays_in_an_open_round() -> None:
    new = replace(FACTS, go_live_on=(date(2016, 5, 1),))
    found = change_blockers(old=FACTS, new=new, why="Later", now=OPENS)
    assert [(one.rule, one.field) for one in found] == [("ROU-03", "go_live_on")]
    assert "1 April 2016" in found[0].missing
    more = replace(FACTS, go_live_on=(date(2016, 4, 1), date(2016, 5, 1)))
    assert change_blockers(old=FACTS, new=more, why="One more", now=OPENS) == []
    assert change_blockers(old=FACTS, new=new, why="", now=OPENS - SECOND) == []
