"""Counting a million votes by the product's tally, beside a bare GROUP BY over the same rows."""

import argparse
from collections.abc import Iterator

from django.db import connection, transaction

from scripts.benchmarks.ballots import open_in
from scripts.benchmarks.measure import Figure, at_most, pairs, seconds
from votes.models import Ballot
from votes.queries.ballot_tallies import count_ballot_figures

ROLL = 500_000
FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO votes_rollentry (ballot_id, practice_id, code, name, contract, patients, weight)
SELECT %(ballot)s, 10000000 + n, 'X' || n, 'Invented ' || n, '', 5000, 1 + n %% 5 FROM generate_series(1, %(roll)s) n;
INSERT INTO votes_votingpaper (roll_entry_id, number, form_token, receipt, cast_at, cast_by_id)
SELECT id, 1, gen_random_uuid(), code, now(), %(by)s FROM votes_rollentry WHERE practice_id > 10000000;
INSERT INTO votes_vote (paper_id, question_id, option)
SELECT paper.id, question.id, CASE WHEN (paper.id + question.number) %% 3 = 0 THEN 'AGAINST' ELSE 'FOR' END
  FROM votes_votingpaper paper JOIN votes_rollentry entry ON entry.id = paper.roll_entry_id
 CROSS JOIN votes_question question WHERE entry.practice_id > 10000000 AND question.ballot_id = %(ballot)s;
SET LOCAL session_replication_role = origin;
"""
BARE = """
SELECT vote.question_id, vote.option, count(*), sum(entry.weight)
  FROM votes_vote vote JOIN votes_votingpaper paper ON paper.id = vote.paper_id
  JOIN votes_rollentry entry ON entry.id = paper.roll_entry_id
 WHERE entry.ballot_id = %s GROUP BY 1, 2
"""


def _bare(ballot: Ballot) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [ballot.pk])
        cursor.fetchall()


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """Seconds a count."""
    ballot, voters = open_in(30)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            FILL, {"ballot": ballot.pk, "roll": ROLL // 20 if options.quick else ROLL, "by": voters[0].person.pk}
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE votes_rollentry, votes_votingpaper, votes_vote")
    figures = count_ballot_figures(ballot)
    counted = sum(figure.cast.practices for figure in figures.values())
    measured = pairs(
        lambda: seconds(lambda: count_ballot_figures(ballot)), lambda: seconds(lambda: _bare(ballot)), options.pairs
    )
    yield at_most(f"tally of {counted:,} votes", measured, 1.15, "s", "last paper of each practice counts")
