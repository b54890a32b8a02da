"""When minutes are complete and what the public reads of them (F-46)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pccc.rules.minutes import (
    Handled,
    Waiting,
    approval_blockers,
    content_hash,
    final_blockers,
    visible,
)
from pccc.rules.minutes_acts import APPROVE, PUBLISH
from pccc.terms import MeetingState, MinutesState

ONE = Handled("Gordon", 2, "A share in Federation F", "Leave for the item", "Left at 14:05. Came back at 14:20.")
HELD = datetime(2016, 5, 1, 9, tzinfo=UTC)


def rules(found):
    return [blocker.rule for blocker in found]


def final(handled=(ONE,), waiting=(), state=MinutesState.DRAFT, meeting_state=MeetingState.CLOSED):
    return final_blockers(state=state, meeting_state=meeting_state, handled=handled, waiting=waiting)


def test_pcc_15_each_declaration_needs_nature_item_action_and_evidence():
    assert final() == []
    for field in ("nature", "action", "evidence"):
        assert rules(final([replace(ONE, **{field: " "})])) == ["PCC-15"]
    found = final([replace(ONE, item=None)])
    assert rules(found) == ["PCC-15"]
    assert "Choose the item" in found[0].missing
    assert len(final([replace(ONE, evidence=""), replace(ONE, nature="", evidence="")])) == 3


def test_bre_05_what_the_register_has_and_nobody_declared_needs_a_ruling_before_minutes_are_final():
    assert rules(final(waiting=[Waiting("Gordon", 2, registered=True)])) == ["BRE-05"]
    assert rules(final(waiting=[Waiting("Gordon", 2, registered=False)])) == ["PCC-15"]


def test_only_the_draft_of_a_closed_meeting_is_made_final():
    assert final(meeting_state=MeetingState.OPEN)
    for state in (MinutesState.FINAL, MinutesState.APPROVED, MinutesState.PUBLISHED):
        assert final(state=state)


@pytest.mark.parametrize(
    ("same", "later", "fits"),
    [
        (True, timedelta(days=30), True),
        (True, None, False),
        (True, timedelta(0), False),
        (False, timedelta(days=30), False),
    ],
)
def test_minutes_are_approved_at_a_later_meeting_of_the_committee(same, later, fits):
    opened_at = None if later is None else HELD + later
    found = approval_blockers(held_at=HELD, same_committee=same, later_opened_at=opened_at)
    assert (found == []) is fits


def test_only_approved_minutes_are_published():
    assert PUBLISH.blockers(MinutesState.APPROVED) == []
    for state in (MinutesState.DRAFT, MinutesState.FINAL, MinutesState.PUBLISHED):
        assert PUBLISH.blockers(state)


def test_only_final_minutes_are_approved():
    assert APPROVE.blockers(MinutesState.FINAL) == []
    for state in (MinutesState.DRAFT, MinutesState.APPROVED, MinutesState.PUBLISHED):
        assert APPROVE.blockers(state)


def test_the_public_reads_nothing_of_private_items_and_nobody_what_a_ruling_keeps_from_them():
    item = {"number": 1, "part": "PUBLIC", "private_reason": "", "title": "Open", "state_name": "Done", "notes": "All"}
    shut = item | {"number": 2, "part": "PRIVATE", "private_reason": "Names a person", "title": "Secret"}
    content = {"ccg": "NHS X", "items": [item, shut]}
    public = visible(content, private=False)
    assert public["items"][0] == item
    assert "Secret" not in str(public)
    assert "All" not in str(public["items"][1])
    assert public["items"][1]["private_reason"] == "Names a person"
    assert visible(content, private=True) == content
    assert "withheld" in visible(content, private=True, hidden=[1])["items"][0]
    assert content_hash(content) == content_hash(dict(reversed(content.items())))
