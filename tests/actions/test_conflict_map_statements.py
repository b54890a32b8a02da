"""How many statements the conflict map of a full agenda takes (F-44)."""

import pytest

from pccc.queries.conflict_map import conflict_map
from pccc.terms import SeatRole
from tests.actions.test_conflict_map import Table
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person


def many(table, items, people):
    for number in range(people):
        who = make.sits(table.committee, person(), SeatRole.OTHER).person
        make.works(who, table.practices[number % 5])
    for number in range(items):
        make.item(table.meeting, *table.practices[: number % 5], every=number % 7 == 0)


@pytest.mark.parametrize(("items", "people"), [(1, 1), (25, 13)])
def test_the_map_of_25_items_and_20_members_takes_six_statements(world, django_assert_num_queries, items, people):
    table = Table(world)
    many(table, items, people)
    with django_assert_num_queries(6):
        rows = conflict_map(table.meeting, world.now)
    assert len(rows) == items
    assert len(rows[0].cells) == 7 + people
