"""The referee looks at the real tables, whatever temporary ones a session has made."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.votes import TWO_WEEKS, entry_of, opened
from votes.models import VotingPaper

pytestmark = pytest.mark.django_db


def test_every_function_names_where_it_looks():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.oid::regprocedure::text FROM pg_proc f JOIN pg_language l ON l.oid = f.prolang "
            "WHERE f.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql' AND f.proconfig IS NULL"
        )
        assert cursor.fetchall() == []


def test_a_temporary_ballot_does_not_stand_in_for_the_closed_one(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    entry = entry_of(ballot, "G82001")
    database_clock(now + TWO_WEEKS)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE votes_ballot ON COMMIT DROP AS SELECT * FROM public.votes_ballot")
        cursor.execute("UPDATE pg_temp.votes_ballot SET closes_at = closes_at + interval '30 days'")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(
                "INSERT INTO votes_votingpaper (roll_entry_id, number, form_token, receipt, cast_at, cast_by_id) "
                "VALUES (%s, 1, %s, 'AAAA-BBBB-CCCC', now(), %s)",
                [entry.pk, uuid4(), world.representatives["G82001"].pk],
            )
    assert not VotingPaper.objects.exists()
