"""Short cuts between states that plain SQL could take: the database knows the order too."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ccgs.models import Constitution
from ccgs.terms.constitutions import CONSTITUTION_TRANSITIONS, ConstitutionState
from tests.database import as_owner
from tests.factories.ccgs_people import LONG_AGO, constitution
from tests.factories.votes import opened
from votes.actions.ballot_counting import close_ballot, count_ballot
from votes.models import Result
from votes.terms.ballots import BallotState

pytestmark = pytest.mark.django_db
SETTLED = [S.value for S in (ConstitutionState.APPROVED, ConstitutionState.IN_FORCE, ConstitutionState.SUPERSEDED)]
FIGURES = """
INSERT INTO votes_result (question_id, figures, outcome, counted_at, counted_by_id)
SELECT id, '{}', 'CARRIED', now(), %s FROM votes_question WHERE ballot_id = %s
"""


def run(statement, *values):
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.mark.parametrize("state", ["COUNTED", "CERTIFIED", "PUBLISHED", "CHALLENGED"])
def test_an_open_ballot_has_to_close_first(world, now, database_clock, state):
    database_clock(now)
    ballot = opened(world, now=now)
    with pytest.raises(DatabaseError, match="Voting is still open"):
        run("UPDATE votes_ballot SET state = %s WHERE id = %s", state, ballot.pk)


def test_no_figures_before_the_close_and_the_count_after_it(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    with pytest.raises(DatabaseError, match="Voting is still open"):
        run(FIGURES, world.officer.pk, ballot.pk)
    later = database_clock(ballot.closes_at)
    close_ballot(ballot.pk, now=later)
    count_ballot(ballot=ballot, by=world.officer, now=later)
    assert Result.objects.filter(question__ballot=ballot).count() == 1
    ballot.refresh_from_db()
    assert ballot.state == BallotState.COUNTED


def version_in(world, state):
    """A version of the CCG in a settled state, beside the one in force."""
    if state == ConstitutionState.IN_FORCE:
        return world.constitution
    if state == ConstitutionState.SUPERSEDED:
        return constitution(world.ccg, state, at=LONG_AGO - timedelta(days=9), in_force_to_at=LONG_AGO)
    row = constitution(world.ccg, ConstitutionState.DRAFT if state == ConstitutionState.REJECTED else state)
    run("UPDATE ccgs_constitution SET state = %s WHERE id = %s", state, row.pk)
    return row


@pytest.mark.parametrize("after", ConstitutionState.values)
@pytest.mark.parametrize("before", [*SETTLED, ConstitutionState.REJECTED.value])
def test_a_settled_version_moves_only_as_the_table_says(world, before, after):
    row = version_in(world, before)
    allowed = after == before or after in CONSTITUTION_TRANSITIONS.table[ConstitutionState(before)]
    try:
        run("UPDATE ccgs_constitution SET state = %s WHERE id = %s", after, row.pk)
        refused = False
    except DatabaseError as problem:
        refused = "was decided meanwhile" in str(problem)
    assert not refused if allowed else refused


@pytest.mark.parametrize("state", [ConstitutionState.PROPOSED, ConstitutionState.APPROVED])
def test_only_a_draft_can_be_deleted(world, state):
    row = constitution(world.ccg, state)
    with pytest.raises(DatabaseError, match="stays on record"):
        run("DELETE FROM ccgs_constitution WHERE id = %s", row.pk)
    assert Constitution.objects.filter(pk=row.pk).exists()
