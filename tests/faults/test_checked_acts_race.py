"""What is lost by an act is read when nobody can add to it any more."""

import pytest
from django.urls import reverse

from cocommission.shared.clock import read_clock
from tests.browser import Browser, check_on
from tests.factories import votes as factory
from tests.factories.votes import cast
from tests.factories.world import build_world
from tests.faults.together import while_it_waits
from votes.models import Ballot

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_a_vote_cast_while_the_voiding_waits_is_not_voided_unseen():
    now = read_clock()
    world = build_world(now)
    ballot = factory.opened(world, now=now)
    cast(world, ballot, "G82001", "C", now=read_clock())
    client = Browser(confirms=False)
    client.force_login(world.officer)
    url = reverse("ballot-void", kwargs={"code": ballot.ccg.code, "number": ballot.number})
    seen = check_on(client.post(url, {"reason": "The roll was wrong"})).with_data({})
    answered = while_it_waits(
        lambda: client.post(url, seen), ballot, lambda: cast(world, ballot, "G82002", "C", now=read_clock())
    )
    assert (answered.status_code, Ballot.objects.get(pk=ballot.pk).state) == (409, "OPENED")
    assert b"The votes of 2 of" in answered.content
