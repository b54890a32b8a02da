"""LMC-01 to LMC-05 as truth tables: what opens, who answers, what is stale, who is reminded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.blockers import STRENGTHS, blocking
from votes.rules import consultations as rules
from votes.rules.consultations import Answerer, OpeningEvidence
from votes.terms.consultations import CHASER_DAYS, ConsultationKind, ConsultationState, Opinion

NOW = datetime(2015, 10, 1, 8, 0, tzinfo=UTC)
READY = OpeningEvidence(
    state=ConsultationState.DRAFT,
    kind=ConsultationKind.MODEL_DECISION,
    question="Does the LMC support delegated commissioning?",
    papers=2,
    closes_at=NOW + timedelta(days=28),
    lmc_covers_ccg=True,
    reviewers_free=1,
)


def found(evidence: OpeningEvidence) -> set[tuple[str, str, str]]:
    return {(b.rule, b.level, b.field) for b in rules.opening_blockers(evidence, now=NOW)}


def test_a_complete_draft_has_nothing_in_its_way():
    assert rules.opening_blockers(READY, now=NOW) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"papers": 0}, {("LMC-01", "B", "papers")}),
        ({"question": "  "}, {("LMC-01", "B", "question")}),
        ({"closes_at": None}, {("LMC-01", "B", "closes_at")}),
        ({"closes_at": NOW}, {("LMC-01", "B", "closes_at")}),
        ({"lmc_covers_ccg": False}, {("LMC-01", "B", "lmc")}),
        ({"reviewers_free": 0}, {("LMC-03", "B", "")}),
        ({"reviewers_barred": ("A. Reviewer",)}, {("LMC-03", "W", "")}),
        ({"other_lmcs": ("Eastern LMC",)}, {("LMC-01", "W", "")}),
        ({"state": ConsultationState.OPEN}, {("LMC-01", "B", "")}),
        ({"kind": ConsultationKind.CONSTITUTION_CHANGE}, {("LMC-01", "B", "constitution")}),
        ({"constitution_bound": True}, {("LMC-01", "B", "constitution")}),
        (
            {"constitution_bound": True, "constitution_has_text": True, "constitution_usable": False},
            {("LMC-01", "B", "constitution")},
        ),
        ({"closes_at": NOW + timedelta(days=13)}, {("LMC-02", "W", "closes_at")}),
        ({"closes_at": NOW + timedelta(days=14)}, set()),
        ({"closes_at": NOW + timedelta(days=16)}, {("LMC-02", "W", "closes_at")}),  # a Saturday
    ],
)
def test_each_missing_fact_is_named_with_its_rule(change, expected):
    assert found(replace(READY, **change)) == expected


def test_every_blocker_says_who_can_put_it_right_and_where_the_rule_comes_from():
    worst = OpeningEvidence(
        state="CLOSED", kind="CONSTITUTION_CHANGE", question="", papers=0, closes_at=None, lmc_covers_ccg=False,
        reviewers_free=0,
    )  # fmt: skip
    blockers = rules.opening_blockers(worst, now=NOW)
    assert len(blockers) == 7
    assert all(b.who and b.source and b.missing.endswith(".") for b in blockers)
    assert len(blocking(blockers)) == 7


def test_the_window_is_told_in_calendar_and_working_days_of_england():
    over_christmas = rules.window(datetime(2015, 12, 18, 12, 0, tzinfo=UTC), datetime(2016, 1, 4, 12, 0, tzinfo=UTC))
    assert (over_christmas.calendar_days, over_christmas.working_days) == (17, 8)  # 25 and 28 December, 1 January
    assert over_christmas.closes_on_working_day
    assert not over_christmas.short


def test_the_window_counts_london_dates():
    late_evening = datetime(2015, 7, 1, 23, 30, tzinfo=UTC)  # 2 July, half past midnight in London
    assert rules.window(late_evening, datetime(2015, 7, 16, 11, 0, tzinfo=UTC)).calendar_days == 14


def test_a_window_that_ends_before_it_starts_is_none():
    assert rules.window(NOW, NOW - timedelta(days=3)).calendar_days == 0


@pytest.mark.parametrize(
    ("stored", "seconds", "seen"),
    [
        ("DRAFT", 0, "DRAFT"),
        ("DRAFT", 1, "DRAFT"),
        ("OPEN", -1, "OPEN"),
        ("OPEN", 0, "CLOSED"),
        ("OPEN", 1, "CLOSED"),
        ("CLOSED", -1, "CLOSED"),
        ("WITHDRAWN", -1, "WITHDRAWN"),
        ("WITHDRAWN", 1, "WITHDRAWN"),
    ],
)
def test_the_clock_closes_and_not_the_sweep(stored, seconds, seen):
    assert rules.state_at(stored, NOW, NOW + timedelta(seconds=seconds)) == seen


@pytest.mark.parametrize("state", list(ConsultationState))
@pytest.mark.parametrize("reviews", [True, False])
@pytest.mark.parametrize("offices", [(), ("Governance officer",)])
@pytest.mark.parametrize("wrote", [True, False])
def test_only_the_lmc_answers(state, reviews, offices, wrote):
    may = rules.answer_blockers(Answerer(reviews, offices, wrote), state=state) == []
    assert may == (state in ("OPEN", "CLOSED") and reviews and not offices and not wrote)


@pytest.mark.parametrize(
    ("opinion", "text", "needed", "needed_after_reply"),
    [
        (Opinion.SUPPORT, False, False, False),
        (Opinion.CONDITIONS, True, True, False),
        (Opinion.OBJECT, True, True, False),
        (Opinion.NO_VIEW, False, False, False),
    ],
)
def test_conditions_and_objections_need_a_text_and_a_reply(opinion, text, needed, needed_after_reply):
    assert rules.opinion_needs_text(opinion) is text
    assert rules.reply_needed(opinion, improper=False, replied=False) is needed
    assert rules.reply_needed(opinion, improper=False, replied=True) is needed_after_reply
    assert rules.reply_needed(opinion, improper=True, replied=False)  # whatever its opinion
    assert not rules.reply_needed(opinion, improper=True, replied=True)


def test_silence_needs_no_reply_and_is_not_stale():
    assert rules.reply_needed(None, improper=False, replied=False) is False
    assert rules.is_stale(None, "a" * 64) is False


HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
PAPERS = st.dictionaries(st.integers(1, 20), HASHES, min_size=1, max_size=6)


@given(PAPERS, HASHES, st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_papers(papers, constitution, random):
    items = list(papers.items())
    random.shuffle(items)
    assert rules.papers_digest(items, constitution) == rules.papers_digest(papers.items(), constitution)


@given(PAPERS, HASHES, HASHES)
def test_any_changed_paper_or_text_makes_an_answer_stale(papers, constitution, other):
    seen = rules.papers_digest(papers.items(), constitution)
    number = next(iter(papers))
    changed = {**papers, number: other}
    assert rules.is_stale(seen, rules.papers_digest(changed.items(), constitution)) == (changed != papers)
    assert rules.is_stale(seen, rules.papers_digest(papers.items(), other)) == (constitution != other)
    assert rules.is_stale(seen, rules.papers_digest([*papers.items(), (99, other)], constitution))


OPENED = NOW
CLOSES = NOW + timedelta(days=20)


@pytest.mark.parametrize(
    ("days_left", "due"), [(20, None), (14.01, None), (14, 14), (7.5, 14), (7, 7), (3, 3), (1, 1), (0.01, 1), (0, None)]
)
def test_one_step_of_the_ladder_is_due_at_a_time(days_left, due):
    assert rules.chaser_due(OPENED, CLOSES, CLOSES - timedelta(days=days_left)) == due


def test_no_reminder_for_a_step_before_the_opening():
    opened = CLOSES - timedelta(days=5)
    assert rules.chaser_due(opened, CLOSES, opened) is None
    assert rules.chaser_due(opened, CLOSES, CLOSES - timedelta(days=3)) == 3


@given(st.integers(0, 30 * 24 * 3600))
def test_the_step_that_is_due_lies_in_the_past_and_no_later_one_does(seconds):
    now = OPENED + timedelta(seconds=seconds)
    step = rules.chaser_due(OPENED, CLOSES, now)
    passed = [d for d in CHASER_DAYS if CLOSES - timedelta(days=d) <= now < CLOSES]
    assert step == (min(passed) if passed else None)


def test_rules_are_catalogued_with_a_strength_and_a_source():
    assert [rule.id for rule in rules.RULES] == ["LMC-01", "LMC-02", "LMC-03", "LMC-04", "LMC-05"]
    assert all(rule.strength in STRENGTHS and rule.source for rule in rules.RULES)
