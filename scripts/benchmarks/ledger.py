"""What the ledger costs in the transaction of a cast: four clients in four CCGs, with it and without it."""

import argparse
import threading
from collections.abc import Iterator
from unittest import mock
from uuid import uuid4

from django.db import connection

from cocommission.shared.clock import read_clock
from scripts.benchmarks.ballots import Voter, open_in
from scripts.benchmarks.measure import Figure, at_least, pairs, seconds
from votes.actions import ballot_casting

CLIENTS, CASTS = 4, 150


def _client(voters: list[Voter]) -> None:
    for cast in range(CASTS):
        voter = voters[cast % len(voters)]
        ballot_casting.cast_vote(
            entry_id=voter.entry_id,
            choices={1: "FOR", 2: "AGAINST"},
            form_token=uuid4(),
            by=voter.person,
            now=read_clock(),
        )
    connection.close()


def _rate(rolls: list[list[Voter]], *, with_ledger: bool) -> float:
    threads = [threading.Thread(target=_client, args=(voters,)) for voters in rolls]

    def together() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    if with_ledger:
        return CLIENTS * CASTS / seconds(together)
    with mock.patch.object(ballot_casting, "enter", return_value=(0, "")):
        return CLIENTS * CASTS / seconds(together)


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """The rate with the ledger beside the rate without."""
    rolls = [open_in(number)[1] for number in range(10, 10 + CLIENTS)]
    _rate(rolls, with_ledger=True)
    measured = pairs(lambda: _rate(rolls, with_ledger=True), lambda: _rate(rolls, with_ledger=False), options.pairs)
    yield at_least("ledger in the cast's transaction, 4 clients in 4 CCGs", measured, 0.75, "/s", "floor: without it")
