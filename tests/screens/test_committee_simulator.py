"""The simulator's page, and what committees add to tasks and to the home page of a CCG."""

from datetime import timedelta
from typing import Any

import pytest

from cocommission.shared.panels import panels_of
from cocommission.shared.todo import tasks_of
from pccc.actions.seats import end_membership
from pccc.queries.composition import sitters
from pccc.queries.simulator import burdens, items_of_a_year
from pccc.terms import SeatRole
from tests.browser import Browser
from tests.factories import committees as make

pytestmark = pytest.mark.django_db


def page(client: Browser, address: str, data: Any = None) -> str:
    answer = client.get(address, data or {})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_what_if_the_lay_vice_chair_leaves_and_a_gp_joins(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    client.force_login(world.officer)
    first = page(client, f"{made.url}simulator/")
    assert "4 of 6 votes" in first
    assert "No change yet" in first
    assert "Majority: 4 of 6</text>" in first
    assert "Votes that leave" not in first
    vice = made.seats.get(role=SeatRole.LAY_PERSON).members.get()
    asked = {"leaving": [vice.pk], "role1": "INDEPENDENT_GP", "voting1": "on"}
    after = page(client, f"{made.url}simulator/", asked)
    assert "Votes that leave: 1</text>" in after
    assert "+ joins the committee</text>" in after
    gone = f"No longer there: {vice.person.name}"
    for words in ("3 of 6 votes", "PCC-03, PCC-05", gone, "New GP from outside the area"):
        assert words in after, words
    assert made.seats.count() == 7


def test_a_term_that_ends_by_the_day_has_ended(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    chair = made.seats.get(role=SeatRole.LAY_MEMBER).members.get()
    end_membership(
        membership=chair, ends_at=world.now + timedelta(days=20), reason="Retires", by=world.officer, now=world.now
    )
    client.force_login(world.officer)
    after = page(client, f"{made.url}simulator/", {"on[day]": "1", "on[month]": "12", "on[year]": "2015"})
    assert f"No longer there: {chair.person.name}" in after
    assert "PCC-02" in after


def test_nonsense_is_said_at_the_field(world: Any, client: Browser) -> None:
    made = make.pccc(world)
    client.force_login(world.officer)
    assert "Select an option from the list" in page(client, f"{made.url}simulator/", {"leaving": ["999999"]})


def test_items_of_a_year_are_counted_for_each(world: Any, django_assert_num_queries: Any) -> None:
    made = make.pccc(world)
    assert items_of_a_year(made, world.now) == []
    sitting = sitters(made, world.now)
    with django_assert_num_queries(4):
        found = burdens(made, sitting, world.now)
    assert [(one.leave, one.items) for one in found] == [(0, 0)] * len(sitting)


def titles_of(world: Any, who: str, now: Any) -> list[str]:
    found = tasks_of(world.people[who], [world.posts[who]], now)
    return [todo.title for todo in found if "/committees/" in todo.url and "/meetings/" not in todo.url]


def test_terms_that_end_and_broken_rules_are_tasks_and_panels(world: Any) -> None:
    made = make.pccc(world)
    assert titles_of(world, "officer", world.now) == []
    vice = made.seats.get(role=SeatRole.LAY_PERSON).members.get()
    end_membership(
        membership=vice, ends_at=world.now + timedelta(days=45), reason="Moves", by=world.officer, now=world.now
    )
    draft = make.draft(world, name="Another")
    assert titles_of(world, "secretary", world.now) == [
        f"Find who follows {vice.person.name}, Lay person",
        f"Finish setting up: {draft.name}",
    ]
    panels = panels_of(world.ccg, world.now)
    assert any(made.name in panel.text for panel in panels["held"])
    due = [panel.due_at for panel in panels["due"] if "The term of" in panel.text]
    assert due == [world.now + timedelta(days=45)]
    later = world.now + timedelta(days=46)
    broken = [t.why for t in tasks_of(world.officer, [world.posts["officer"]], later) if "composition" in t.title]
    assert broken == ["Composition broken: PCC-03"]
