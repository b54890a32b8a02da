"""Application, proof, submission page and public page say the same of the same requirements."""

import re
from datetime import timedelta
from html import unescape

import pytest

from models_abc.actions.applications import choose_ballots
from models_abc.terms import ApplicationState
from tests.factories.models_abc import a_ballot, sent, started

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/application/1/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def statements(page: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """The count and the (words, status) of each requirement of "Before submission"."""
    part = re.split(r"Before submission\s*</h2>", page)[1].split("<h2")[0]
    count = re.search(r"\d+ of \d+ done", part)
    items = {}
    for item in re.split(r'(?=<li class="nhsuk-task-list__item)', part)[1:]:
        says = re.search(r'<(?:a|div)[^>]*\bid="([^"]+)"[^>]*>\s*([^<]+?)\s*</(?:a|div|h\d)>', item)
        word = re.search(r'<strong class="nhsuk-tag[^>]*>\s*([^<]+?)\s*</strong>', item)
        items[says[1]] = (unescape(says[2]), word[1])
    return count[0] if count else "", items


def pages(client, world, *addresses: str) -> dict[str, tuple[str, dict[str, tuple[str, str]]]]:
    client.force_login(world.officer)
    return {one or "application": statements(client.get(f"{BASE}{one}").text) for one in addresses}


def test_all_pages_say_the_same_while_it_is_prepared(client, world) -> None:
    application = started(world)
    opened = a_ballot(world, [("MODEL_CHOICE", {}, None)], closes_at=world.now + timedelta(days=3), state="OPENED")
    choose_ballots(application=application, ballots=[opened], by=world.officer, now=world.now)
    said = pages(client, world, "", "proof/", "submit/")
    count, items = said["application"]
    assert all(one == said["application"] for one in said.values())
    assert {word for _, word in items.values()} >= {"Done", "Not started", "Waiting", "Cannot start yet"}
    assert items["MANDATE"][1] == "Waiting"
    done = sum(word == "Done" for _, word in items.values())
    assert count == f"{done} of {len(items)} done"
    assert 0 < done < len(items)


def test_all_pages_say_the_same_of_a_submitted_application_and_so_does_the_public_page(client, world) -> None:
    assert sent(world).application.state == ApplicationState.SUBMITTED
    said = pages(client, world, "", "proof/", "submit/")
    client.logout()
    said["public"] = statements(client.get(BASE).text)
    count, items = said["public"]
    assert all(one == said["public"] for one in said.values())
    assert count == f"{len(items)} of {len(items)} done"
    assert {word for _, word in items.values()} == {"Done"}
