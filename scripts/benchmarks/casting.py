"""Casting one vote over HTTP with 1, 4 and 8 clients, beside a bare Django view; pgbench with its statements."""

import argparse
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cocommission.postgres import programs
from scripts.benchmarks import bare, clients
from scripts.benchmarks.ballots import Voter, open_in
from scripts.benchmarks.measure import Figure, at_least, pairs
from scripts.benchmarks.serving import served
from votes.models import VotingPaper

PER_TURN = 120


def statements(voter: Voter) -> int:
    """How many SQL statements one whole request takes."""
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(voter.person, backend="django.contrib.auth.backends.ModelBackend")
    answers = {"question_1": "FOR", "question_2": "AGAINST", "confirm": "on"}
    from uuid import uuid4

    with CaptureQueriesContext(connection) as captured:
        response = browser.post(f"/vote/{voter.entry_id}/", {**answers, "form_token": uuid4()})
    if response.status_code != 302:
        raise RuntimeError(f"A cast was answered {response.status_code}")
    spoken = [query["sql"] for query in captured.captured_queries]
    return len([sql for sql in spoken if not re.match(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT)", sql)])


def pgbench(entries: tuple[int, int], count: int) -> str:
    """The four statements from pgbench: transactions a second with this many clients."""
    script = "\n".join(
        [
            f"\\set entry random({entries[0]}, {entries[1]})",
            "BEGIN;",
            bare.LOCK.replace("%(entry)s", ":entry") + ";",
            " ".join(bare.PAPER.replace("%(entry)s", ":entry").split()) + " \\gset p_",
            bare.VOTES.replace("%(paper)s", ":p_id") + ";",
            " ".join(bare.MESSAGE.split()) + ";",
            "END;",
        ]
    )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "cast.sql"
        file.write_text(script)
        command = [str(programs() / "pgbench"), "-n", "-c", str(count), "-j", "2", "-T", "3", "-f", str(file)]
        done = subprocess.run([*command, os.environ["DATABASE_URL"]], capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    return f"pgbench {float(found[1]):.0f}/s" if found else f"pgbench failed: {done.stderr.strip()[-80:]}"


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """The rates; what was stored must be what was answered."""
    rolls = [open_in(number)[1] for number in range(40, 48)]
    voters = [voter for roll in rolls for voter in roll]
    spoken = statements(voters[0])
    with connection.cursor() as cursor:
        cursor.execute(bare.TABLES)
    mixed = [roll[n] for n in range(min(map(len, rolls))) for roll in rolls]
    ready = clients.sign_in(mixed)
    bounds = (min(voter.entry_id for voter in voters), max(voter.entry_id for voter in voters))
    casts = 40 if options.quick else PER_TURN
    with served("product") as ours, served("bare") as floor:
        clients.rate(ours, ready, 8, 10)
        clients.rate(floor, ready, 8, 10)
        for count in (1, 4, 8):
            before = VotingPaper.objects.count()
            measured = pairs(
                lambda count=count: clients.rate(ours, ready, count, casts // count),
                lambda count=count: clients.rate(floor, ready, count, casts // count),
                options.pairs,
            )
            sent = options.pairs * count * (casts // count)
            lost = sent - (VotingPaper.objects.count() - before)
            note = f"{spoken} statements; {lost} lost or double of {sent}; {pgbench(bounds, count)}"
            yield at_least(f"casting over HTTP, {count} client{'s' * (count > 1)}", measured, 0.60, "/s", note)
