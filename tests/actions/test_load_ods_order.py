"""The order in which releases are loaded does not matter, and loads of the same day at once do no harm."""

from datetime import date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccgs.actions.load_ods import OdsFile, load_ods
from ccgs.models import PracticeVersion
from ccgs.queries.members import ccg_list
from tests.database import triggers_silenced
from tests.factories.ccgs import as_csv, practice_row, release_files

pytestmark = pytest.mark.django_db
DAYS = [date(2015, month, 1) for month in (1, 4, 7, 10)]
STATES = st.lists(st.sampled_from("ABC"), min_size=4, max_size=4)


@pytest.fixture
def base(now: datetime) -> datetime:
    """Regions and CCGs are there."""
    load_ods(files=release_files("first")[:2], as_at=DAYS[0], by=None, now=now)
    return now


def load(name: str, on: date, now: datetime) -> None:
    """A release that states one practice with this name."""
    content = as_csv(practice_row("Z1", f"NAME {name}"), practice_row("Z2", "SAME"))
    load_ods(files=[OdsFile("practices", f"{name}{on}.csv", content)], as_at=on, by=None, now=now)


def stated() -> list[Any]:
    """What is known of Z1 on each day from the first release on."""
    probes = [date(2015, month, day) for month in range(1, 13) for day in (1, 15)]
    rows = list(PracticeVersion.objects.filter(practice__code="Z1").values_list("from_on", "to_on", "name"))
    return [
        (probe, [name for from_on, to_on, name in rows if from_on <= probe and (to_on is None or to_on > probe)])
        for probe in probes
    ]


def clear() -> None:
    """Forgets the practices; the rows are tests' own, so the back door is used."""
    from django.db import connection

    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ccgs_practiceversion; DELETE FROM ccgs_memberpractice;")
        cursor.execute("DELETE FROM ccgs_release WHERE kind = 'practices'")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=STATES, order=st.permutations(range(4)))
def test_any_order_gives_the_same_answers(base: datetime, states: list[str], order: list[int]) -> None:
    clear()
    for index in range(4):
        load(states[index], DAYS[index], base)
    expected = stated()
    clear()
    for index in order:
        load(states[index], DAYS[index], base)
    assert stated() == expected
    assert all(len(names) == 1 for _, names in expected)


def test_a_release_between_two_equal_ones_holds_until_the_later(base: datetime) -> None:
    for index, name in ((0, "A"), (2, "A"), (1, "B")):
        load(name, DAYS[index], base)
    rows = PracticeVersion.objects.filter(practice__code="Z1").values_list("name", "from_on", "to_on")
    assert list(rows) == [
        ("NAME A", DAYS[0], DAYS[1]),
        ("NAME B", DAYS[1], DAYS[2]),
        ("NAME A", DAYS[2], None),
    ]
    assert PracticeVersion.objects.filter(practice__code="Z2").count() == 1


def test_the_older_release_last_leaves_the_latest_name(base: datetime) -> None:
    load("NEW", DAYS[2], base)
    load("OLD", DAYS[0], base)
    version = PracticeVersion.objects.filter(practice__code="Z1").last()
    assert version is not None
    assert version.practice.name == "NAME NEW"
    assert PracticeVersion.objects.get(practice__code="Z2").from_on == DAYS[0]


@pytest.mark.parametrize("order", list(permutations((("first", date(2015, 7, 16)), ("second", date(2016, 2, 1))))))
def test_both_releases_in_either_order(now: datetime, order: Any) -> None:
    for which, as_at in order:
        load_ods(files=release_files(which), as_at=as_at, by=None, now=now)
    found = {on: {row.code: (row.practices, row.patients) for row in ccg_list(on)} for _, on in sorted(order)}
    assert found == {
        date(2015, 7, 16): {"90A": (3, 9500), "90B": (2, 9999)},
        date(2016, 2, 1): {"90A": (3, 7300), "90B": (4, 17999)},
    }
    again = [load_ods(files=release_files(which), as_at=as_at, by=None, now=now).written for which, as_at in order]
    assert again == [0, 0]
