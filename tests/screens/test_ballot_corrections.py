"""Corrections of the roll on their page: a number that no column holds is an answer on the form, not an error."""

import pytest
from django.test import Client

from tests.factories.votes import opened
from votes.models import RollCorrection

pytestmark = pytest.mark.django_db
MOST = 1_000_000


@pytest.fixture
def correct(world, now, database_clock):
    """Sends the form with another weight for one practice; gives the answer."""
    database_clock(now)
    ballot = opened(world, now=now)
    client = Client(raise_request_exception=True)
    client.force_login(world.officer)

    def send(weight):
        return client.post(
            f"/ccgs/09W/ballots/{ballot.number}/correct/",
            {"practice": "G82003", "kind": "REWEIGHTED", "weight": str(weight), "reason": "Merged with its branch"},
        )

    return send


@pytest.mark.parametrize("weight", [MOST + 1, 2**31, 2**63, 10**30, -1])
def test_a_weight_that_nobody_can_have_is_refused_on_the_form(correct, weight):
    answer = correct(weight)
    assert answer.status_code == 200
    assert "Ensure this value is" in answer.content.decode()
    assert not RollCorrection.objects.exists()


def test_the_largest_weight_is_taken(correct):
    assert correct(MOST).status_code == 302
    assert RollCorrection.objects.get().weight_after == MOST
