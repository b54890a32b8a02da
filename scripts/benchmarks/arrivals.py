"""Casts that arrive at 21 and at 60 a second: how long the slowest twentieth waits, beside the bare view."""

import argparse
from collections.abc import Iterator, Sequence

from django.db import connection

from scripts.benchmarks import bare, clients
from scripts.benchmarks.ballots import open_in
from scripts.benchmarks.measure import Figure, at_most, pairs
from scripts.benchmarks.serving import served

ALL, LONGEST = 7_700, 41  # casts; seconds a turn


def p95(waits: Sequence[float]) -> float:
    """The wait that 95 of 100 casts do not exceed, in milliseconds."""
    return waits[int(len(waits) * 0.95)] * 1000


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """The median of the turns' ratios at each rate."""
    rolls = [open_in(number)[1] for number in range(60, 80)]
    ready = clients.sign_in([voter for roll in rolls for voter in roll])
    with connection.cursor() as cursor:
        cursor.execute(bare.TABLES)
    with served("product") as ours, served("bare") as floor:
        clients.rate(ours, ready, 8, 10)
        clients.rate(floor, ready, 8, 10)
        for per_second, limit in ((21, 2.0), (60, 2.5)):
            # 7,700 arrive at each rate, in turns: a slice of them at ours, the same slice at the floor
            turns = options.pairs
            count = 3 * per_second if options.quick else min(ALL // turns, LONGEST * per_second)
            measured = pairs(
                lambda a=per_second, n=count: p95(clients.arrive(ours, ready, a, n)),
                lambda a=per_second, n=count: p95(clients.arrive(floor, ready, a, n)),
                turns,
            )
            what = f"p95 of casts arriving at {per_second}/s"
            yield at_most(what, measured, limit, "ms", f"{count * turns:,} casts in {turns} turns")
