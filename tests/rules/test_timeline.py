"""The steps of an application, their last safe days, and the picture of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocommission.shared.clock import london
from cocommission.shared.rules.drawings import Line, Mark, Rect, Words
from cocommission.shared.rules.working_days import is_working_day
from models_abc.rules.readiness import requirements
from models_abc.rules.readiness.evidence import LateDecisionFact, VotePlanFact
from models_abc.rules.timeline import DONE, IN_PROGRESS, PASSED, PLANNED, TO_DO, TimelineStep, last_safe_day, timeline
from models_abc.rules.timeline_picture import TimeScale, timeline_picture
from tests.drawings import outside, overlapping
from tests.factories.readiness import CLOSES, NEEDS_B, a_ballot, a_round, evidence

NOW = datetime(2015, 10, 1, 9, tzinfo=UTC)
moments = st.integers(0, 7 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(days=-900, minutes=minutes))


def steps_of(facts, now=NOW, **notice_days):
    tree = requirements(facts, now=now)
    return {step.title: step for step in timeline(facts, tree, now, notice_days=notice_days)}


def empty(**changes):
    return evidence(
        **{"ballots": (), "consultations": (), "approval": None, "attestations": (), "documents": (), **changes}
    )


def test_what_is_in_place_is_done_and_has_its_day():
    steps = steps_of(evidence())
    assert list(steps) == [
        "Round open",
        "Members’ vote",
        "LMC consultation",
        "Governing body",
        "Documents",
        "Signatures",
        "Submission",
        "Go-live",
    ]
    assert steps["Members’ vote"].words == "closes 16 July 2015"
    assert steps["Members’ vote"].state == DONE
    assert steps["Signatures"].last_safe_on is None
    assert steps["Submission"].words == "by midday on 6 November 2015"
    assert steps["Submission"].is_deadline


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Members’ vote", date(2015, 10, 26)),
        ("LMC consultation", date(2015, 10, 22)),
        ("Governing body", date(2015, 11, 5)),
        ("Documents", date(2015, 11, 5)),
        ("Signatures", date(2015, 11, 5)),
        ("Submission", date(2015, 11, 5)),
    ],
)
def test_the_last_safe_day_leaves_the_time_that_a_step_takes(title, last):
    facts = empty()
    assert steps_of(facts)[title].last_safe_on == last
    on_the_day = datetime(last.year, last.month, last.day, 20, tzinfo=UTC)
    assert steps_of(facts, on_the_day)[title].state == TO_DO
    assert steps_of(facts, on_the_day + timedelta(days=1))[title].state == PASSED


@pytest.mark.parametrize(
    ("notice_days", "last"),
    [
        ({"MANDATE": 14}, date(2015, 10, 12)),
        ({"MANDATE": 7, "CONSTITUTION": 14}, date(2015, 10, 12)),
        ({"MANDATE": 1, "CONSTITUTION": 0}, date(2015, 10, 23)),  # 25 October is a Sunday
        ({"MANDATE": 0}, date(2015, 10, 26)),
    ],
)
def test_vot_05_the_notice_of_the_constitution_comes_before_the_days_to_vote(notice_days, last):
    steps = steps_of(empty(), **notice_days)
    assert steps["Members’ vote"].last_safe_on == last
    assert steps["LMC consultation"].last_safe_on == date(2015, 10, 22)


def test_vot_05_only_the_votes_that_are_still_to_be_held_count_for_the_notice():
    model_only = replace(a_ballot().questions[0], outcome="")
    facts = empty(ballots=(a_ballot(model_only, a_ballot().questions[1]),))
    assert steps_of(facts, MANDATE=7, CONSTITUTION=40)["Members’ vote"].last_safe_on == date(2015, 10, 19)


@given(moments, st.integers(0, 40))
def test_a_last_safe_day_is_a_working_day_before_the_deadline(deadline, days):
    last = last_safe_day(deadline, days)
    assert is_working_day(last)
    assert days < (london(deadline).date() - last).days + 1 <= days + 8


def test_a_late_permission_moves_the_deadline():
    late = LateDecisionFact("Flood", "Rita", CLOSES, CLOSES + timedelta(days=14))
    steps = steps_of(empty(late=late), CLOSES + timedelta(hours=1))
    assert steps["Submission"].words == "by midday on 20 November 2015"
    assert steps["Signatures"].last_safe_on == date(2015, 11, 19)


def test_the_round_is_open_or_closed():
    assert steps_of(evidence())["Round open"].state == "Open"
    assert steps_of(evidence(), CLOSES)["Round open"].state == "Closed"


def test_what_was_submitted_has_no_last_safe_days():
    steps = steps_of(empty(submitted_at=CLOSES - timedelta(hours=2)))
    assert not [step for step in steps.values() if step.last_safe_on]
    assert steps["Submission"].words == "6 November 2015 at 10:00am"


def test_a_planned_vote_is_a_window():
    plan = VotePlanFact(date(2015, 11, 10), date(2015, 11, 20), date(2015, 11, 27))
    assert steps_of(empty(vote_plan=plan))["Members’ vote"].words == "10 November 2015 to 20 November 2015"


def test_what_is_under_way_has_no_day_to_begin():
    running = [replace(question, outcome="") for question in a_ballot().questions]
    ballot = a_ballot(*running, closes_at=NOW + timedelta(days=9), closed=False, announced=False)
    step = steps_of(empty(ballots=(ballot,)))["Members’ vote"]
    assert (step.state, step.last_safe_on) == (IN_PROGRESS, None)
    after = steps_of(empty(ballots=(ballot,)), NOW + timedelta(days=10))["Members’ vote"]
    assert (after.state, after.last_safe_on) == (TO_DO, date(2015, 10, 26))  # closed, and not published
    plan = VotePlanFact(date(2015, 10, 10), date(2015, 10, 20), date(2015, 10, 27))
    facts = replace(empty(), vote_plan=plan)
    tree = requirements(empty(), now=NOW)
    assert timeline(facts, tree, NOW, notice_days={})[1].state == PLANNED


def test_only_what_the_round_asks_for_is_a_step_and_without_a_round_there_is_none():
    titles = list(steps_of(evidence(round=a_round(needs=NEEDS_B))))
    assert titles == ["Round open", "Members’ vote", "Documents", "Submission", "Go-live"]
    assert steps_of(evidence(round=None)) == {}
    assert timeline_picture((), NOW) is None


def test_the_picture_names_today_the_deadline_and_the_last_safe_day():
    facts = empty()
    picture = timeline_picture(tuple(steps_of(facts).values()), NOW)
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert {"Today, 1 October 2015", "by midday on 6 November 2015", "last safe day 26 October 2015"} <= set(texts)
    assert {"Last safe day to begin", "Deadline"} <= set(texts)
    assert "Members’ vote: last safe day 26 October 2015, not done yet" in picture.desc
    marks = [shape.shape for shape in picture.shapes if isinstance(shape, Mark)]
    assert marks.count("triangle") == 7  # six steps and the key
    later = NOW + timedelta(days=4000)
    texts = [s.text for s in timeline_picture(tuple(steps_of(evidence()).values()), later).shapes if s.kind == "text"]
    assert not [text for text in texts if text.startswith("Today")]


def test_a_step_that_is_done_has_a_full_sign_and_any_other_an_open_one():
    done = TimelineStep("Signatures", "last signed 1 October 2015", NOW, state=DONE)
    for step, sign, words in (
        (done, "circle", "Done"),
        (replace(done, state=IN_PROGRESS), "ring", "Planned, in progress or not done yet"),
    ):
        picture = timeline_picture((step,), NOW)
        assert {shape.shape for shape in picture.shapes if isinstance(shape, Mark)} == {sign}
        assert words in [shape.text for shape in picture.shapes if isinstance(shape, Words)]


@given(st.lists(moments, min_size=2, max_size=8))
def test_the_scale_keeps_the_order_and_its_months_do_not_touch(several):
    ordered = sorted(several)
    times = TimeScale(ordered[0], ordered[-1])
    places = [times.place(at) for at in ordered]
    assert places == sorted(places)
    assert not overlapping(Words(x, 20, name, "middle", 14) for x, name in times.months())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            TimelineStep,
            title=st.sampled_from(["Members’ vote", "A step with a title that is very long indeed, " * 3]),
            words=st.sampled_from(["", "by 11:59:59pm on 30 September 2015", "30 September 2015 to 30 November 2015"]),
            at=st.none() | moments,
            begins=st.none(),
            state=st.sampled_from([DONE, TO_DO, PASSED]),
            last_safe_on=st.none() | st.dates(date(2013, 1, 1), date(2020, 1, 1)),
            is_deadline=st.booleans(),
        ),
        min_size=1,
        max_size=9,
    ),
    moments,
    st.integers(0, 900),
)
def test_every_timeline_lies_in_its_box_and_no_text_on_another(steps, now, window):
    steps = [replace(one, begins=one.at - timedelta(days=window)) if one.at and window % 2 else one for one in steps]
    picture = timeline_picture(steps, now)
    if picture is not None:
        assert not outside(picture)
        assert not overlapping(picture.shapes)
        assert all(s.width > 0 for s in picture.shapes if isinstance(s, Rect))
        assert len({s.x1 for s in picture.shapes if isinstance(s, Line) and s.style == "dashed"}) <= 1
