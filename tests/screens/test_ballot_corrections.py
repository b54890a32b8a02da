"""Corrections of the roll on their page: a number that no column holds is an answer on the form, not an error."""

from dataclasses import replace

import pytest

from ccgs.terms.voting import WeightKind
from tests.browser import Browser
from tests.factories.votes import NO_NOTICE, opened, rules
from votes.models import RollCorrection

BY_LIST = replace(NO_NOTICE, weight_kind=WeightKind.LIST_SIZE)
pytestmark = pytest.mark.django_db
MOST = 1_000_000


@pytest.fixture
def correct(world, now, database_clock):
    """Sends the form with another weight for one practice; gives the answer."""
    database_clock(now)
    ballot = opened(world, now=now, constitution=rules(world.ccg, BY_LIST))
    client = Browser(raise_request_exception=True)
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
    assert answer.status_code == 400
    words = "Enter a number that is 0 or more" if weight < 0 else "Enter a number that is 1000000 or less"
    assert words in answer.content.decode()
    assert not RollCorrection.objects.exists()


def test_the_largest_weight_is_taken(correct):
    assert correct(MOST).status_code == 302
    assert RollCorrection.objects.get().weight_after == MOST


def test_where_every_practice_has_one_vote_none_is_given_more(world, now, database_clock, client):
    database_clock(now)
    ballot = opened(world, now=now)
    client.force_login(world.officer)
    sent = {"practice": "G82003", "kind": "REWEIGHTED", "weight": "40", "reason": "It is large"}
    answer = client.post(f"{ballot.url}correct/", sent)
    assert answer.status_code == 409
    assert "Every practice has the same number of votes" in answer.content.decode()
    assert not RollCorrection.objects.exists()
