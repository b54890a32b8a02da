#!/usr/bin/env python
"""Keeps a filled database of this version for the tests of later upgrades: `scripts/release.py 0.1`.

Run once at each release, see docs/running.md. It writes tests/data/releases/<version>/: `world.sql.xz`, what pg_dump
says of the database, and `contents.json`, how many rows each table has and which pages opened for whom. Everything in
it is invented: the small country of the tests, with every arrangement of the role matrix that fits beside the others,
and every form of the matrix that could be sent.
"""

import json
import logging
import lzma
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()
logging.disable(logging.ERROR)  # what is refused on the way is no news

import time_machine  # noqa: E402
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from cocommission import postgres  # noqa: E402
from cocommission.shared.errors import Refused  # noqa: E402
from cocommission.shared.models import Person  # noqa: E402
from tests import database  # noqa: E402
from tests.browser import Browser  # noqa: E402
from tests.conftest import THE_MOMENT  # noqa: E402
from tests.factories.world import build_world  # noqa: E402
from tests.releases import BACKEND, FOLDER, rows_of_tables  # noqa: E402
from tests.sweeps.country import sameness  # noqa: E402

# What needs a CCG without a past comes first; the other files of rows follow.
FIRST = ("models_abc_applications", "pccc_decisions", "pccc_meetings", "pccc_map")
READERS = ("officer", "regional_officer")


def rows() -> Iterator[tuple[Any, ...]]:
    """The rows of the role matrix: address, arrangement, answers, method, and perhaps what is sent."""
    stems = {path.stem.removeprefix("matrix_") for path in (ROOT / "tests" / "sweeps").glob("matrix_*.py")}
    for stem in (*FIRST, *sorted(stems - set(FIRST))):
        yield from import_module(f"tests.sweeps.matrix_{stem}").MATRIX


def arrange(world: Any, make: Any) -> tuple[Any, dict[str, Any]] | None:
    """The world and the address's arguments, or None where it does not fit beside what is there already."""
    own = pickle.loads(pickle.dumps(world))
    try:
        with transaction.atomic():
            given = make(own)
            connection.check_constraints()
    except (Refused, MultipleObjectsReturned):  # what one CCG has once, or an arrangement that picks "the" application
        return None
    return own, given


def send(world: Any, address: str, data: dict[str, Any], signed_in: dict[int, Browser]) -> None:
    """Sends a form as the first person from whom it is taken."""
    for person in world.people.values():
        if not isinstance(person, Person):
            continue
        if person.pk not in signed_in:
            signed_in[person.pk] = Browser(raise_request_exception=False)
            signed_in[person.pk].force_login(person, backend=BACKEND)
        with transaction.atomic():
            if signed_in[person.pk].post(address, data).status_code == 302:
                return
            transaction.set_rollback(True)


def fill(world: Any) -> list[tuple[str, str]]:
    """Arranges and sends all that fits; gives (e-mail of the reader, address) of the pages that open in the end."""
    signed_in: dict[int, Browser] = {}
    made: dict[str, tuple[Any, dict[str, Any]] | None] = {}
    addresses: dict[str, str] = {}
    for name, make, _, method, *data in rows():
        key = repr(sameness(make))
        if key not in made:
            made[key] = arrange(world, make)
        arranged = made[key]
        if arranged is None:
            continue
        try:
            address = reverse(name, kwargs=arranged[1])
        except NoReverseMatch:
            continue
        if method == "GET":
            addresses[name] = address
        elif data:
            with suppress(ObjectDoesNotExist, MultipleObjectsReturned, LookupError):
                send(arranged[0], address, data[0](arranged[0]), signed_in)
    readers = [world.people[role] for role in READERS]
    return [
        (reader.email, one)
        for reader in readers
        for one in sorted(addresses.values())
        if reader.pk in signed_in and signed_in[reader.pk].get(one).status_code == 200
    ]


def main(version: str) -> None:
    """Makes both files."""
    place = FOLDER / version
    place.mkdir(parents=True, exist_ok=True)
    server = database.start_server()
    try:
        database.prepare(server)
        moment = database.london(THE_MOMENT)
        with time_machine.travel(moment, tick=False), database.replaceable_clock() as stop_at:
            stop_at(moment)
            with transaction.atomic():
                pages = fill(build_world(moment))
        url = database.url(postgres.OWNER)
        dump = [postgres.programs() / "pg_dump", "--exclude-table-data=django_session", f"--dbname={url}"]
        text = subprocess.run(dump, capture_output=True, check=True).stdout
        (place / "world.sql.xz").write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))
        contents = {"moment": moment.isoformat(), "rows": rows_of_tables(), "pages": pages}
        (place / "contents.json").write_text(json.dumps(contents, indent=1) + "\n", "utf-8")
        empty = [table for table, number in contents["rows"].items() if not number]
        print(f"{len(contents['rows']) - len(empty)} tables are filled, {len(pages)} pages open. Empty: {empty}")
    finally:
        server.release()
        database.throw_away()


if __name__ == "__main__":
    main(*sys.argv[1:])
