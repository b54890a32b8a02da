"""What was in place and no longer is: people are told once; lists ask the database the same however long they are."""

import re
from datetime import timedelta

import pytest

from ccgs.actions.posts import revoke_post
from cocommission.shared.models import Message
from models_abc.tasks.applications import reopened
from tests.factories.models_abc import a_round, ready, sent, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def test_a_lapsed_post_is_told_once_and_again_when_more_opens(world, now) -> None:
    ready(world)
    assert reopened(now).done == 0
    later = now + timedelta(hours=1)
    revoke_post(post=world.posts["audit_chair"], reason="Term over", by=world.officer, now=later)
    assert [reopened(later + timedelta(hours=n)).done for n in range(3)] == [1, 0, 0]
    told = Message.objects.filter(subject__contains="no longer complete")
    assert set(told.values_list("to_person__name", flat=True)) == {"Olive Officer", "Oscar Officer", "Ada Accountable"}
    assert "The person who holds it now must sign" in told.first().text
    revoke_post(post=world.posts["accountable_officer"], reason="Leaves", by=world.officer, now=later)
    assert reopened(later + timedelta(hours=4)).done == 1


def test_what_was_never_there_is_not_told(world, now) -> None:
    started(world)
    assert reopened(now).done == 0
    assert not Message.objects.filter(subject__contains="no longer complete").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_regions_list_asks_the_same_for_one_and_for_three(
    client, world, now, number, django_assert_max_num_queries
) -> None:
    sent(world)
    for n in range(number):
        started(world, round=a_round(now, name=f"Round {n}"))
    client.force_login(world.regional_officer)
    with django_assert_max_num_queries(14):
        page = client.get("/regions/Y57/applications/?show=preparing")
    assert page.content.decode().count("Being prepared") == 1
    assert len(re.findall(r'href="/regions/Y57/applications/\d', page.content.decode())) == number
