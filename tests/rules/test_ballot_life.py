"""Where a ballot stands at a moment, which reminder is due, when it can be extended."""

from datetime import UTC, datetime, timedelta

import pytest

from votes.rules.ballot_acts import EXTEND
from votes.rules.ballot_hashes import ballot_hash, digest, questions_hash, roll_hash
from votes.rules.ballot_life import extension_problems, figures_visible, phase, reminder_due
from votes.terms.ballots import TRANSITIONS, BallotPhase, BallotState

OPENS = datetime(2015, 7, 2, 8, 0, tzinfo=UTC)
CLOSES = datetime(2015, 7, 16, 11, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, BallotPhase.NOTICE),
        (OPENS, BallotPhase.VOTING),
        (CLOSES - SECOND, BallotPhase.VOTING),
        (CLOSES, BallotPhase.CLOSED),
        (CLOSES + timedelta(days=7), BallotPhase.CLOSED),
    ],
)
def test_phase_follows_the_clock_to_the_second(now, expected):
    assert phase(BallotState.OPENED, OPENS, CLOSES, now) == expected


@pytest.mark.parametrize("state", [state for state in BallotState if state != BallotState.OPENED])
def test_other_states_are_what_they_say(state):
    assert phase(state, OPENS, CLOSES, CLOSES) == state
    assert phase(state, None, None, CLOSES) == state


def test_no_figures_before_the_count():
    assert {at for at in BallotPhase if figures_visible(at)} == {"COUNTED", "CERTIFIED", "PUBLISHED", "CHALLENGED"}


def test_every_state_is_in_the_transition_table_and_none_leads_back_to_voting():
    table = TRANSITIONS["Ballot"].table
    assert set(table) == set(BallotState)
    assert [state for state, after in table.items() if BallotState.OPENED in after] == [BallotState.DRAFT]


@pytest.mark.parametrize(
    ("before_close", "expected"),
    [
        (timedelta(days=13), None),
        (timedelta(days=7, seconds=1), None),
        (timedelta(days=7), 7),
        (timedelta(days=4), 7),
        (timedelta(days=3), 3),
        (timedelta(days=2), 3),
        (timedelta(hours=2), 1),
        (timedelta(0), None),
    ],
)
def test_reminder_ladder_gives_only_the_nearest_step(before_close, expected):
    assert reminder_due(OPENS, CLOSES, CLOSES - before_close, (7, 3, 1)) == expected


def test_a_step_before_voting_began_is_none():
    opens = CLOSES - timedelta(days=5)
    assert reminder_due(opens, CLOSES, opens + SECOND, (7, 3, 1)) is None
    assert reminder_due(opens, CLOSES, CLOSES - timedelta(days=3), (7, 3, 1)) == 3


def test_extension():
    later = CLOSES + timedelta(days=3)

    def ask(**other):
        facts = {"closes_at": CLOSES, "new_closes_at": later, "reason": "Snow", "now": OPENS}
        return extension_problems(**(facts | other))

    assert ask() == []
    assert len(EXTEND.blockers(BallotPhase.CLOSED)) == 1
    assert len(ask(new_closes_at=CLOSES)) == 1
    assert len(ask(reason=" ")) == 1
    assert len(ask(new_closes_at=OPENS - SECOND)) == 2


def test_hashes_do_not_depend_on_order_and_change_with_every_fact():
    rows = [
        {"code": "G82001", "name": "Ash", "patients": 5000, "weight": 1, "id": 7},
        {"code": "G82002", "name": "Elm", "patients": 6000, "weight": 1, "id": 8},
    ]
    first = roll_hash(rows)
    assert first == roll_hash(reversed(rows))
    assert first != roll_hash([rows[0], {**rows[1], "weight": 2}])
    assert len({digest("a"), digest("b"), first}) == 3
    question = {"number": 1, "kind": "FREE", "text": "?", "options": [], "rule": {}, "constitution_hash": ""}
    assert questions_hash([question]) != questions_hash([{**question, "constitution_hash": "x"}])
    assert ballot_hash(ccg="09W", number=1, roll=first, questions="q", mode="RECORDED") != ballot_hash(
        ccg="09W", number=2, roll=first, questions="q", mode="RECORDED"
    )
