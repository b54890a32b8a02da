"""Declarations: types, two clocks, prompts, review and retention (COI-01 to COI-09), without a database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.clock import LONDON
from cocommission.shared.rules.blockers import blocking
from conflicts.rules.interests import (
    DeclarationFacts,
    declaration_blockers,
    kept_until,
    return_blockers,
    review_blockers,
)
from conflicts.rules.lateness import lateness
from conflicts.rules.periods import add_months
from conflicts.rules.prompts import confirm_by, earliest, end_of, reminder, standing
from conflicts.terms.interests import InterestState, InterestType, Occasion, ReturnKind

ON = date(2016, 9, 1)
DAYS = st.dates(date(2013, 4, 1), date(2020, 12, 31))


def facts(**over):
    values = {
        "kind": "FINANCIAL",
        "capacity": "PARTNER",
        "description": "Partner in the practice",
        "arose_on": ON,
        "aware_on": ON,
    }
    return DeclarationFacts(**(values | over))


def against(declared):
    return declaration_blockers(declared, declared_on=ON)


def fields(found):
    return {(b.rule, b.field) for b in blocking(found)}


def at(on, hour=9):
    return datetime(on.year, on.month, on.day, hour, tzinfo=LONDON)


@pytest.mark.parametrize("kind", list(InterestType))
def test_coi_01_there_are_four_types(kind):
    more = {"relationship": "SPOUSE", "relationship_words": "My wife"} if kind == "INDIRECT" else {}
    assert against(facts(kind=kind, **more)) == []


def test_coi_01_a_fifth_type_is_none():
    assert fields(against(facts(kind="OTHER"))) == {("COI-01", "kind")}


def test_coi_01_an_indirect_interest_says_whose_it_is_and_how_they_are_close():
    found = against(facts(kind="INDIRECT"))
    assert fields(found) == {("COI-01", "relationship"), ("COI-01", "relationship_words")}


def test_coi_01_the_entry_says_as_what_and_describes():
    found = against(facts(capacity="", description="  "))
    assert fields(found) == {("COI-01", "capacity"), ("COI-01", "description")}


@pytest.mark.parametrize(("days", "late", "over"), [(0, False, 0), (28, False, 0), (29, True, 1), (365, True, 337)])
def test_coi_02_late_is_after_28_days_from_becoming_aware(days, late, over):
    found = lateness(ON - timedelta(days=900), ON, ON + timedelta(days=days))
    assert (found.late, found.days_late, found.days_since_aware) == (late, over, days)
    assert found.due_on == date(2016, 9, 29)


def test_coi_02_a_late_declaration_is_accepted_with_its_reason():
    late = facts(arose_on=ON - timedelta(days=365), aware_on=ON - timedelta(days=365))
    assert fields(against(late)) == {("COI-02", "late_reason")}
    found = against(facts(arose_on=late.arose_on, aware_on=late.aware_on, late_reason="I forgot"))
    assert [(b.rule, b.level) for b in found] == [("COI-02", "W")]
    assert "365 days after you became aware of it: late by 337 days" in found[0].missing


@pytest.mark.parametrize(("days", "warned"), [(28, False), (29, True)])
def test_coi_03_the_early_warning_counts_from_when_it_arose(days, warned):
    arose = ON - timedelta(days=days)
    assert lateness(arose, ON, ON).warned is warned
    found = against(facts(arose_on=arose))
    assert [(b.rule, b.level) for b in found] == ([("COI-03", "W")] if warned else [])


def test_coi_03_nobody_is_aware_before_it_arose_or_in_the_future():
    assert fields(against(facts(aware_on=ON - timedelta(days=1)))) == {("COI-03", "aware_on")}
    assert ("COI-02", "aware_on") in fields(against(facts(aware_on=ON + timedelta(days=1))))


@given(DAYS, st.integers(0, 2000), st.integers(0, 2000))
def test_coi_03_what_is_late_by_the_act_is_late_by_the_form(arose, until_aware, until_declared):
    aware = arose + timedelta(days=until_aware)
    found = lateness(arose, aware, aware + timedelta(days=until_declared))
    assert found.warned or not found.late
    assert found.late == (until_declared > 28)
    assert found.warned == (until_aware + until_declared > 28)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2016, 3, 31), date(2016, 9, 30)),
        (date(2016, 12, 15), date(2017, 6, 15)),
        (date(2016, 12, 16), date(2017, 12, 16)),
        (date(2017, 6, 16), date(2018, 6, 16)),
        (date(2016, 2, 29), date(2016, 8, 29)),
    ],
)
def test_coi_04_six_months_until_15_june_2017_then_twelve(last, due):
    assert confirm_by(last) == due
    found = standing(at(date(2013, 4, 1)), at(date(2013, 4, 1)), at(last))
    assert (found.occasion, found.due_at) == (Occasion.PERIODIC, end_of(due))
    assert not found.is_overdue(at(due, 23))
    assert found.is_overdue(at(due + timedelta(days=1), 0))


@given(DAYS)
def test_coi_04_a_confirmation_lasts_at_least_six_and_at_most_twelve_months(last):
    assert add_months(last, 6) <= confirm_by(last) <= add_months(last, 12)


@given(DAYS, DAYS)
def test_coi_04_who_answers_later_is_asked_no_earlier(one, other):
    assert (confirm_by(one) <= confirm_by(other)) or one > other


def test_coi_04_nil_means_nothing_is_left_and_no_change_needs_something_before():
    assert return_blockers(ReturnKind.NIL, live_entries=0, answered_before=False) == []
    assert "2 entries" in return_blockers(ReturnKind.NIL, live_entries=2, answered_before=True)[0].missing
    assert return_blockers(ReturnKind.NO_CHANGE, live_entries=0, answered_before=False)
    assert return_blockers(ReturnKind.NO_CHANGE, live_entries=0, answered_before=True) == []
    assert return_blockers(ReturnKind.NO_CHANGE, live_entries=1, answered_before=False) == []
    assert return_blockers(ReturnKind.INTERESTS, live_entries=0, answered_before=True)


def test_coi_05_on_appointment_somebody_is_asked_at_once_and_has_28_days():
    start = at(date(2016, 7, 4))
    found = standing(start, start, None)
    assert (found.occasion, found.due_at) == (Occasion.APPOINTMENT, end_of(date(2016, 8, 1)))
    assert found.is_asked(start)
    assert standing(start, start, start - timedelta(days=400)).occasion == Occasion.APPOINTMENT
    assert standing(start, start, start - timedelta(days=28)).occasion == Occasion.PERIODIC


def test_coi_05_a_position_that_became_known_late_is_asked_from_then():
    start, known = at(date(2013, 4, 1)), at(date(2016, 7, 4))
    assert standing(start, known, None).due_at == end_of(date(2016, 8, 1))


def test_reminders_climb_one_step_at_a_time():
    start = at(date(2016, 1, 4))
    new = standing(start, start, None)
    steps = [reminder(new, new.due_at + timedelta(days=days)) for days in (-28, -20, -7, -1, 1, 28, 300, 3000)]
    assert steps == ["asked", "asked", "near", "near", "overdue:1", "overdue:2", "overdue:10", "overdue:10"]
    again = standing(start, start, start)
    steps = [reminder(again, again.due_at - timedelta(days=days)) for days in (40, 28, 8, 7, 1)]
    assert steps == ["", "before:28", "before:28", "before:7", "before:7"]
    assert not again.is_asked(again.due_at - timedelta(days=29))
    assert earliest([again, new]) == new


def test_coi_06_a_review_is_somebody_elses_and_says_what_is_done():
    state = InterestState.SUBMITTED
    assert review_blockers(state=state, is_own=False, entered_it=False, mitigation="Leaves the item") == []
    assert "own" in review_blockers(state=state, is_own=True, entered_it=True, mitigation="x")[0].missing
    assert "You entered" in review_blockers(state=state, is_own=False, entered_it=True, mitigation="x")[0].missing
    assert review_blockers(state=state, is_own=False, entered_it=False, mitigation=" ")[0].field == "mitigation"
    assert review_blockers(state="WITHDRAWN", is_own=False, entered_it=False, mitigation="x")


def test_coi_07_refused_consent_has_a_reason():
    assert fields(against(facts(consent_to_publish=False))) == {("COI-07", "consent_reason")}
    assert against(facts(consent_to_publish=False, consent_reason="Threats")) == []


def test_coi_09_an_entry_is_kept_six_years_after_its_end():
    assert kept_until(None) is None
    assert kept_until(date(2016, 2, 29)) == date(2022, 2, 28)
    assert kept_until(date(2016, 9, 1)) == date(2022, 9, 1)
