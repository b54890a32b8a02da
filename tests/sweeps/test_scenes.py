"""A copy of a scene is what its builder makes: every row of every table, the referee's clock and Python's objects."""

import importlib
import pickle
import random
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from cocommission.shared.queries.ledger import verify
from tests import database
from tests.factories import decisions, models_abc, scenes, votes

HERE = Path(scenes.__file__).parent
FACTORIES = [importlib.import_module(f"tests.factories.{path.stem}") for path in sorted(HERE.glob("*.py"))]


def _cast(world: Any) -> Any:
    ballot = votes.opened(world, now=world.now)
    return (world, ballot, dict.fromkeys(("G82001", "G82002"), ("C",))), {"now": world.now}


def _after_the_vote(world: Any) -> Any:
    ballot, later = votes.opened(world, now=world.now), world.now + timedelta(days=15)
    with database.replaceable_clock() as stop_at:
        stop_at(later)
    return (world, ballot), {"now": later}


# What builders are called with that need more than the world.
ARGUMENTS: dict[Any, Callable[[Any], tuple[tuple[Any, ...], dict[str, Any]]]] = {
    decisions.scheme: lambda world: ((world, "closed"), {}),
    decisions.decided: lambda world: (decisions.taken(world), {}),
    models_abc.a_ballot: lambda world: ((world, [("MODEL_CHOICE", {"FOR": 50}, None)]), {}),
    models_abc.a_round: lambda world: ((world.now,), {}),
    votes.cast_all: _cast,
    votes.more_practices: lambda world: ((world, 3), {}),
    votes.opened: lambda world: ((world,), {"now": world.now}),
    votes.published: _after_the_vote,
}
REAL = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00|\\\\x[0-9a-f]{64}(?=")')


def seeded(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """What is drawn by lot or counted on begins anew."""
    lot = random.Random(1)
    for place in ("os.urandom", "random._urandom"):
        monkeypatch.setattr(place, lot.randbytes)
    for module in FACTORIES:
        if hasattr(module, "_numbers"):
            monkeypatch.setattr(module, "_numbers", count(first))
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s) FROM pg_sequences", [first]
        )


def highest_number() -> int:
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT max(last_value) FROM pg_sequences")
        return cursor.fetchone()[0]


def rows() -> dict[str, list[str]]:
    """Every row as text, without the real moment of recording and the hashes of the ledger, which holds that moment."""
    found = {}
    with database.as_owner(), connection.cursor() as cursor:
        for table in scenes.tables():
            cursor.execute(f"SELECT row_to_json(each)::text FROM {table} AS each ORDER BY 1")
            found[table] = sorted(REAL.sub("", text) for (text,) in cursor.fetchall())
        cursor.execute("SELECT pg_get_functiondef('app_now'::regproc)")
        found["clock"] = [cursor.fetchone()[0]]
    return found


def shown(value: Any) -> Any:
    """Python's side of a scene, with the values of its rows."""
    if isinstance(value, Model):
        return type(value).__name__, {
            each.attname: shown(value.__dict__.get(each.attname)) for each in value._meta.concrete_fields
        }
    if is_dataclass(value):
        return type(value).__name__, {each.name: shown(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {repr(key): shown(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [shown(each) for each in value]
    return "recorded" if isinstance(value, datetime) and value.microsecond else repr(value)


def made_by(build: Callable[..., Any], world: Any) -> tuple[Any, Any]:
    """The rows and the objects after the builder; everything is taken back."""
    world = pickle.loads(pickle.dumps(world))
    with transaction.atomic():
        scenes.stand_at("small-country")
        args, more = ARGUMENTS.get(build, lambda world: ((world,), {}))(world)
        given = build(*args, **more)
        assert verify().ok
        found = rows(), shown([given, world])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", sorted(scenes.BUILDERS))
def test_a_copy_of_a_scene_is_what_its_builder_makes(name, world, now, database_clock, monkeypatch) -> None:
    build = scenes.BUILDERS[name]
    database_clock(now + timedelta(seconds=1))  # not where any builder stops it
    first = highest_number() + 1
    seeded(monkeypatch, first)
    with scenes.other_shelf(off=True):
        anew = made_by(build, world)
    with scenes.other_shelf() as shelf:
        seeded(monkeypatch, first)
        kept = made_by(build, world)
        assert shelf.used == 0
        copied = made_by(build, world)
        assert shelf.used
    for found in (kept, copied):
        for table, there in anew[0].items():
            assert there == found[0][table], table
        assert anew[1] == found[1]
