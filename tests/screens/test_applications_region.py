"""The region's forms say what stands in their way; the day to start changes on a page; the API answers as at a day."""

from datetime import date, timedelta

import pytest

from cocommission.shared.errors import Refused
from models_abc.actions.applications import change_start
from models_abc.actions.evidence import plan_vote, withdraw_attestation
from models_abc.actions.review import decide
from models_abc.rules import application_acts as acts
from tests.factories.models_abc import a_round, fresh, ready, sent, started

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/application/1/"
DAYS = [date(2016, 4, 1), date(2016, 7, 1)]


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def as_(client, person):
    client.force_login(person)
    return client


def test_the_day_to_start_can_be_another_of_the_round_and_both_sign_again(client, world, now) -> None:
    application = ready(world, round=a_round(now, go_live_on=DAYS))
    assert f"{BASE}start-day/" in as_(client, world.officer).get(BASE).text
    assert client.post(f"{BASE}start-day/", {"go_live_on": "2016-05-01"}).status_code == 400
    assert fresh(application).go_live_on == DAYS[0]
    assert client.post(f"{BASE}start-day/", {"go_live_on": "2016-07-01"}).status_code == 302
    assert fresh(application).go_live_on == DAYS[1]
    assert "What Ada Accountable signed for has changed since" in client.get(f"{BASE}proof/").text
    as_(client, world.accountable_officer)
    assert client.post(f"{BASE}start-day/", {"go_live_on": "2016-04-01"}).status_code == 403


def test_app_06_no_earlier_start_than_the_result_of_the_vote(world, now) -> None:
    application = started(world, round=a_round(now, go_live_on=DAYS), go_live_on=DAYS[1])
    plan_vote(application=application, votes_from_on=date(2016, 3, 1), votes_until_on=date(2016, 3, 20),
              result_by_on=date(2016, 4, 2), reason="Talks", by=world.officer, now=now)  # fmt: skip
    with pytest.raises(Refused, match="result by 2 April 2016 only") as refused:
        change_start(application=application, go_live_on=DAYS[0], by=world.officer, now=now)
    assert [one.field for one in refused.value.blockers] == ["go_live_on"]


def test_the_region_reads_what_stands_against_an_approval_before_it_decides(client, world, now) -> None:
    application = ready(world)
    sent(world, application)
    page = as_(client, world.regional_officer).get(f"{application.review_url}decide/").text
    assert "What stands against an approval" not in page
    signed = application.attestations.get(role="AUDIT_CHAIR")
    withdraw_attestation(attestation=signed, reason="Not what I saw", by=world.audit_chair, now=now)
    page = client.get(f"{application.review_url}decide/").text
    assert "What prevents approval today" in page
    assert "Arthur Audit withdrew their attestation" in page


@pytest.mark.parametrize(("part", "act"), [("decide/", acts.DECIDE), ("agreement/", acts.AGREEMENT)])
def test_a_button_that_cannot_be_pressed_at_the_region_says_why(client, world, part, act) -> None:
    application = ready(world)
    page = as_(client, world.regional_officer).get(f"{application.review_url}{part}").text
    assert act.otherwise in page
    assert "disabled" in page


@pytest.mark.parametrize(("part", "act"), [("exit/", acts.EXIT), ("withdraw/", acts.WITHDRAW)])
def test_a_button_that_cannot_be_pressed_at_the_ccg_says_why(client, world, now, part, act) -> None:
    application = ready(world)
    sent(world, application)
    decide(application=application, outcome="REFUSED", reasons="No", by=world.regional_officer, now=now)
    page = as_(client, world.officer).get(f"{BASE}{part}").text
    assert act.otherwise in page
    assert "disabled" in page


def test_the_open_data_says_of_a_day_what_was_true_on_it(client, world, now, travel) -> None:
    application = ready(world)
    sent(world, application)
    later = travel(now + timedelta(days=2))
    decide(application=application, outcome="DEFERRED", reasons="Figures", by=world.regional_officer, now=later)
    then = client.get("/api/v1/ccgs/09W/", {"at": (now + timedelta(days=1)).isoformat()}).json()["application"]
    assert (then["state"], then["decision"]) == ("SUBMITTED", None)
    today = client.get("/api/v1/ccgs/09W/").json()["application"]
    assert (today["state"], today["decision"]) == ("DEFERRED", "DEFERRED")
    assert client.get("/api/v1/ccgs/09W/application/").json()["state"] == "DEFERRED"


def test_the_public_reads_what_happens_next_and_by_whom(client, world, now) -> None:
    application = ready(world, round=a_round(now, decision_by_on=date(2016, 1, 29)))
    sent(world, application)
    assert "NHS England decides on it, by 29 January 2016" in client.get("/ccgs/09W/application/").text
    decide(application=application, outcome="APPROVED", reasons="In order", by=world.regional_officer, now=now)
    page = client.get("/ccgs/09W/application/").text
    assert "The model is taken up on 1 April 2016, once everything is ready" in page
    assert "NHS England decides on it" not in page


def test_the_steward_finds_the_way_from_an_empty_list_of_tasks(client, world) -> None:
    page = as_(client, world.steward).get("/tasks/").text
    assert "You hold no post today" not in page
    for address in ("/data/ods/", "/lmcs/new/", "/regions/", "/rounds/load-calendar/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert "You hold no post today" in as_(client, world.nobody).get("/tasks/").text
