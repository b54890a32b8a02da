"""No practice has two versions on one day, whoever writes them; different practices and days that touch are free."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ccgs.models import PracticeVersion
from tests.database import delete_row
from tests.factories.ccgs import practice

pytestmark = pytest.mark.django_db
COPY = """
INSERT INTO ccgs_practiceversion (practice_id, name, ccg_id, parent_code, provider_code, grouping, geography, status,
    setting, sub_type, address, postcode, phone, from_on, to_on)
SELECT %s, name, ccg_id, parent_code, provider_code, grouping, geography, status, setting, sub_type, address, postcode,
       phone, %s, %s FROM ccgs_practiceversion WHERE id = %s
"""


def add(version: PracticeVersion, owner: int, from_on: date, to_on: date | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY, [owner, from_on, to_on, version.pk])


@pytest.fixture
def known(world: Any) -> PracticeVersion:
    """A version from 1 April 2013 until the day before 1 April 2015."""
    made = practice(world.ccg)
    version = PracticeVersion.objects.get(practice=made)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ccgs_practiceversion SET from_on = '2013-04-01', to_on = '2015-04-01' WHERE id = %s", [version.pk]
        )
    return version


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [
        (date(2013, 4, 1), date(2015, 4, 1)),
        (date(2015, 3, 31), None),
        (date(1948, 7, 5), date(2013, 4, 2)),
        (date(1948, 7, 5), None),
        (date(2014, 1, 1), date(2014, 1, 2)),
    ],
)
def test_a_day_that_is_taken_is_refused(known: PracticeVersion, from_on: date, to_on: date | None) -> None:
    with pytest.raises(IntegrityError, match="one_practice_version_a_day"):
        add(known, known.practice_id, from_on, to_on)


def test_days_that_touch_are_free_and_so_are_other_practices(known: PracticeVersion, world: Any) -> None:
    add(known, known.practice_id, date(1948, 7, 5), date(2013, 4, 1))
    add(known, known.practice_id, date(2015, 4, 1), None)
    with pytest.raises(IntegrityError, match="one_practice_version_a_day"):
        add(known, known.practice_id, date(2199, 1, 1), date(2199, 1, 2))  # the last one goes on
    other = practice(world.ccg)
    for version in PracticeVersion.objects.filter(practice=other):
        delete_row(version)
    add(known, other.pk, date(2013, 4, 1), date(2015, 4, 1))
