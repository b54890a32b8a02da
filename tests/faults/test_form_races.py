"""One form from many tabs at the same moment: one record, one answer for the same contents, words for others."""

from functools import partial
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.models import SentForm
from tests.browser import Browser
from tests.factories.world import build_world
from tests.faults.together import all_at_once
from votes.models import EngagementEvent

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 10
NEW = "/ccgs/09W/engagement/new/"
EVENT = {"kind": "WEBINAR", "title": "A webinar", "audience": "All", "held_at[day]": "8", "held_at[month]": "7",
         "held_at[year]": "2015", "held_at[time]": "19:00"}  # fmt: skip


@pytest.fixture
def tabs():
    """Browsers of one officer, each with a session of its own."""
    world = build_world(read_clock())
    found = [Browser() for _ in range(TOGETHER)]
    for tab in found:
        tab.force_login(world.officer)
    return found


def test_the_same_form_is_recorded_once_and_answered_the_same(tabs):
    sent = EVENT | {"form_token": str(uuid4())}
    answers = all_at_once(partial(tab.post, NEW, sent) for tab in tabs)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert EngagementEvent.objects.count() == SentForm.objects.count() == 1


def test_one_number_with_other_details_is_recorded_once_and_the_others_are_told(tabs):
    number = str(uuid4())
    sent = [EVENT | {"form_token": number, "title": f"Webinar {one}"} for one in range(TOGETHER)]
    answers = all_at_once(partial(tab.post, NEW, data) for tab, data in zip(tabs, sent, strict=True))
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [302, *[409] * (TOGETHER - 1)]
    assert EngagementEvent.objects.get().title == f"Webinar {statuses.index(302)}"


def test_a_number_whose_form_was_refused_is_free_again(tabs):
    number = str(uuid4())
    wrong = EVENT | {"form_token": number, "title": ""}
    assert {one.status_code for one in all_at_once(partial(tab.post, NEW, wrong) for tab in tabs)} == {400}
    assert not SentForm.objects.exists()
    assert tabs[0].post(NEW, EVENT | {"form_token": number}).status_code == 302
