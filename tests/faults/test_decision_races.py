"""Clerks who decide the same item at once: one decision, the others are told so, and never an error page (DEC-05)."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from cocommission.shared.queries.ledger import verify
from conflicts.models import Breach
from pccc.actions.decisions import decide, ratify
from pccc.actions.late_declarations import recheck
from pccc.actions.urgent_decisions import decide_urgently
from pccc.models import Decision, DecisionVote, LateFinding
from pccc.rules.facts import DecidedFacts, UrgentDecisionFacts
from tests.browser import Browser
from tests.factories.conflict_map import interest
from tests.factories.decisions import decided_and_closed, first, practice_body, taken, votes
from tests.factories.meetings import planned
from tests.factories.world import build_world
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 10


@pytest.fixture
def past_world():
    """A small country a month ago, so that its meeting has begun by the real clock."""
    return build_world(read_clock() - timedelta(days=30))


def call(s, item, by, token):
    facts = DecidedFacts("Approved.", votes=votes(s))
    return partial(decide, item=item, function="CONTRACTS", facts=facts, form_token=token, by=by, now=s.at)


def test_two_clerks_who_decide_the_same_item_at_once_make_one_decision(past_world):
    s, item = taken(past_world)
    clerks = [past_world.secretary, past_world.officer] * (TOGETHER // 2)
    found = all_at_once([call(s, item, clerk, uuid4()) for clerk in clerks])
    assert {type(one) for one in found} == {Decision, Conflict}
    assert Decision.objects.count() == 1
    assert DecisionVote.objects.count() == 6
    assert Entry.objects.filter(act="decision.made").count() == 1
    assert verify().ok


def test_the_same_form_many_times_at_once_is_one_decision(past_world):
    s, item = taken(past_world)
    found = all_at_once([call(s, item, past_world.secretary, uuid4())] * TOGETHER)
    assert {one.pk for one in found} == {Decision.objects.get().pk}


def test_over_http_everybody_gets_an_answer_in_words_and_nobody_an_error(past_world):
    s, item = taken(past_world)
    data = {"kind": "MEETING", "function": "CONTRACTS", "text": "Approved.", "how": "CONSENSUS"}

    def post(person):
        client = Browser(raise_request_exception=False)
        client.force_login(person)
        return client.post(f"{item.url}decide/", data | {"form_token": uuid4()})

    people = [past_world.secretary, past_world.officer] * 2
    found = all_at_once([partial(post, person) for person in people])
    assert sorted(answer.status_code for answer in found) == [302, 409, 409, 409]
    told = [answer.content.decode() for answer in found if answer.status_code == 409]
    assert all("decided already" in page for page in told)
    assert Decision.objects.count() == 1


def test_five_sweepers_list_a_late_interest_once(past_world):
    body = practice_body(past_world)
    s, _ = decided_and_closed(past_world, item={"affected": [body]})
    late = interest(past_world.ccg, s.people["LOCAL_GP"], body, at=s.at + timedelta(days=5))
    found = all_at_once([partial(recheck, late, s.at + timedelta(days=6))] * 5)
    assert sorted(found) == [0, 0, 0, 0, 1]
    assert LateFinding.objects.count() == Breach.objects.filter(key__startswith="late-declaration:").count() == 1


def test_two_meetings_that_ratify_one_urgent_decision_at_once_ratify_it_once(past_world):
    world = past_world
    one, item = taken(world)
    agreed = [one.people[role].pk for role in ("LAY_MEMBER", "CHIEF_OFFICER")]
    urgent = decide_urgently(
        committee=one.committee, facts=UrgentDecisionFacts("CONTRACTS", "A locum", "Hired.", "Tomorrow", "None"),
        agreed=agreed, form_token=uuid4(), by=world.secretary, now=one.at,
    )  # fmt: skip
    other = planned(world, committee=one.committee)
    other.people = one.people
    other.paper(other.item())
    other.publish().open()
    other.take(first(other))
    items = [item, first(other)]
    acts = [
        partial(ratify, item=items[number % 2], earlier=urgent, form_token=uuid4(), by=world.secretary,
                now=max(one.at, other.at), facts=DecidedFacts(consensus=True))
        for number in range(TOGETHER)
    ]  # fmt: skip
    found = all_at_once(acts)
    assert [type(each) for each in found].count(Decision) == 1
    assert all(isinstance(each, Decision | Refused) for each in found), found
    assert Decision.objects.filter(kind="RATIFICATION").count() == 1
