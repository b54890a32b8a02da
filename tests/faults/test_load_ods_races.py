"""Loads at the same time: one after the other, and the rows only once."""

from datetime import date
from functools import partial

import pytest

from ccgs.actions.load_ods import load_ods
from ccgs.models import ListSize, MemberPractice, PracticeVersion, Release
from cocommission.shared.clock import read_clock
from cocommission.shared.models import Entry
from tests.factories.ccgs import release_files
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
JULY, FEBRUARY = date(2015, 7, 16), date(2016, 2, 1)


def load(which: str, as_at: date) -> int:
    return load_ods(files=release_files(which), as_at=as_at, by=None, now=read_clock()).written


def test_the_same_files_four_times_at_once_are_loaded_once() -> None:
    written = all_at_once([partial(load, "first", JULY)] * 4)
    assert sorted(bool(rows) for rows in written) == [False, False, False, True]
    assert MemberPractice.objects.count() == PracticeVersion.objects.count() == 14
    assert ListSize.objects.count() == 9
    assert Release.objects.count() == 4
    assert Entry.objects.filter(act="ods.loaded").count() == 1


def test_two_releases_at_once_give_what_one_after_the_other_gives() -> None:
    all_at_once([partial(load, "second", FEBRUARY), partial(load, "first", JULY)])
    assert MemberPractice.objects.count() == 15
    ends = PracticeVersion.objects.filter(to_on=FEBRUARY).values_list("practice__code", flat=True)
    assert sorted(ends) == ["Z90001", "Z90002", "Z90004", "Z90006"]
    assert PracticeVersion.objects.filter(to_on=None).count() == 15
