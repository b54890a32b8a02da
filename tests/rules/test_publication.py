"""What the public register shows of an entry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflicts.rules.publication import (
    EntryFacts,
    PolicyFacts,
    Scope,
    Shown,
    off_page_on,
    policy_blockers,
    redaction_decision_blockers,
    redaction_lift_blockers,
    redaction_request_blockers,
    scope_on,
    shown,
)
from conflicts.rules.redaction_acts import DECIDE, LIFT, REQUEST
from conflicts.rules.values import JUNE_2017

ON = date(2017, 7, 1)
PLAIN = EntryFacts("COMPLETE", True, None, True, date.max, date.max)
DAYS = st.dates(date(2014, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Shown.PUBLIC),
        ({"state": "WITHDRAWN"}, Shown.WITHDRAWN),
        ({"state": "SUBMITTED", "reviewed": False}, Shown.WAITING),
        ({"state": "SUBMITTED"}, Shown.PUBLIC),
        ({"consent": False}, Shown.WITHHELD),
        ({"redacted": "whole"}, Shown.REDACTED),
        ({"redacted": "name"}, Shown.NAMELESS),
        ({"redacted": "name", "consent": False}, Shown.WITHHELD),
        ({"decides_until": None}, Shown.OUT_OF_SCOPE),
        ({"decides_until": date(2017, 6, 1)}, Shown.PUBLIC),
        ({"decides_until": date(2016, 12, 1)}, Shown.OUT_OF_SCOPE),
        ({"declares_until": date(2016, 12, 1), "decides_until": None}, Shown.EXPIRED),
    ],
)
def test_coi_10_decision_makers_are_published(changes, expected):
    assert shown(replace(PLAIN, **changes), ON, Scope.DECISION_MAKERS) == expected


def test_coi_10_before_16_june_2017_everybody_is_published_whatever_the_choice():
    assert scope_on(JUNE_2017 - timedelta(days=1), publish_all=False) == Scope.ALL
    assert scope_on(JUNE_2017, publish_all=False) == Scope.DECISION_MAKERS
    assert scope_on(JUNE_2017, publish_all=True) == Scope.ALL


def test_coi_08_an_ended_interest_is_off_the_page_six_months_later():
    entry = replace(PLAIN, ended_on=date(2017, 1, 1))
    assert off_page_on(entry.ended_on) == ON
    assert shown(entry, ON - timedelta(days=1), Scope.ALL) == Shown.PUBLIC
    assert shown(entry, ON, Scope.ALL) == Shown.EXPIRED


@given(
    ended=st.none() | DAYS,
    left=st.none() | DAYS | st.just(date.max),
    decides=st.none() | DAYS | st.just(date.max),
    on=DAYS,
    consent=st.booleans(),
    redacted=st.sampled_from(["", "name", "whole"]),
    state=st.sampled_from(["SUBMITTED", "COMPLETE", "WITHDRAWN"]),
    reviewed=st.booleans(),
    scope=st.sampled_from(list(Scope)),
)
def test_coi_08_nothing_private_is_ever_on_the_page(
    ended, left, decides, on, consent, redacted, state, reviewed, scope
):
    entry = EntryFacts(state, reviewed, ended, consent, left, decides, redacted)
    if not shown(entry, on, scope).on_page:
        return
    assert consent
    assert reviewed
    assert state != "WITHDRAWN"
    assert redacted != "whole"
    assert ended is None or (on - ended).days < 185
    assert scope == Scope.ALL or decides is not None


def test_coi_10_a_policy_begins_today_or_later_and_takes_nothing_back():
    facts = PolicyFacts(ON - timedelta(days=1), contact_name="A", contact_email="a@example.invalid")
    assert [found.field for found in policy_blockers(facts, ON, already=date(2016, 1, 1))] == [
        "from_on",
        "published_on",
    ]


def test_coi_12_a_policy_without_a_contact_is_warned_about():
    facts = PolicyFacts(ON, published_on=ON)
    assert [(found.rule, found.level) for found in policy_blockers(facts, ON)] == [("COI-12", "W")]


def test_coi_11_who_may_ask_and_how():
    assert not redaction_request_blockers(live=False, request="Danger")
    assert len(redaction_request_blockers(live=True, request=" ")) == 2
    assert [REQUEST.blockers(state) == [] for state in ("SUBMITTED", "COMPLETE", "WITHDRAWN")] == [True, True, False]


def test_coi_11_a_decision_has_a_reason_and_is_not_about_oneself():
    assert not DECIDE.blockers("REQUESTED")
    assert not redaction_decision_blockers(is_own=False, reason="Threat")
    assert len(DECIDE.blockers("GRANTED")) == 1
    assert len(redaction_decision_blockers(is_own=True, reason="")) == 2
    assert not LIFT.blockers("GRANTED")
    assert not redaction_lift_blockers(is_own=False, reason="Over")
    assert len(LIFT.blockers("REFUSED")) == 1
    assert len(redaction_lift_blockers(is_own=True, reason="")) == 2
