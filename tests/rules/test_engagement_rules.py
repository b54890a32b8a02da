"""ENG-01, and shares that never come without their numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.rules import engagement as rules
from votes.terms.engagement import BOARD_QUESTIONS

FINE = {"title": "Webinar", "held_on": date(2015, 7, 8), "audience": "All practices", "strangers": ()}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"title": " "}, ["title"]),
        ({"held_on": None}, ["held_on"]),
        ({"audience": ""}, ["audience"]),
        ({"strangers": ("Far Surgery", "Away Practice")}, ["practices", "practices"]),
    ],
)
def test_what_an_entry_needs(change, fields):
    assert [blocker.field for blocker in rules.entry_blockers(**{**FINE, **change})] == fields


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_only_members_count_towards_the_share(attended, members):
    found = rules.reach(attended, members)
    assert 0 <= found.attended <= found.members == len(members)
    assert (found.share is None) == (not members)


def test_the_template_has_the_five_subjects_of_the_guidance():
    words = " ".join(BOARD_QUESTIONS).lower()
    assert len(BOARD_QUESTIONS) == 5
    assert all(word in words for word in ("benefits", "contracts", "committee", "conflicts", "arbitrate"))
