"""The pages of models, functions, rounds and arrangements: what each reader finds there."""

from datetime import date, timedelta
from typing import Any

import pytest

from ccgs.actions.models_held import change_model_held
from models_abc.actions.interests import express_interest, withdraw_interest
from models_abc.models import Arrangement, FunctionAgreement
from models_abc.terms import RETAINED
from tests.factories.ccgs_people import LONG_AGO
from tests.factories.rounds import arrangement, interest_round, local_round, round_row

pytestmark = pytest.mark.django_db


def sign_in(client: Any, who: Any) -> Any:
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(client: Any, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


@pytest.fixture
def delegated(world: Any, now: Any) -> Any:
    change_model_held(
        ccg=world.ccg, model="C", from_at=LONG_AGO, by=None, now=now, reason="For a test", source="A test"
    )
    return world


def test_a_practice_reads_all_three_models_and_what_stays(client: Any, world: Any) -> None:
    text = words(client, "/models/")
    for part in ("A: greater involvement", "B: joint commissioning", "C: delegated commissioning", "To be confirmed"):
        assert part in text
    for function in RETAINED:
        assert function.label in text
    one = words(client, "/models/c/")
    assert "Opportunities for your practice" in one
    assert "Threats to your practice" in one
    words(client, "/models/d/", 404)


def test_the_round_page_counts_interest_and_offers_it_to_officers_only(client: Any, world: Any, now: Any) -> None:
    row = interest_round()
    express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=world.officer, now=now)
    text = words(client, row.url)
    assert "CCGs interested in each model" in text
    assert "Express the interest" not in text
    assert f"Express the interest of {world.ccg.name}" in words(sign_in(client, world.officer), row.url)


def test_readiness_is_read_as_it_was_on_a_day(client: Any, world: Any, now: Any, travel: Any) -> None:
    row, ccg = interest_round(), world.ccg
    express_interest(ccg=ccg, round=row, category="C", readiness="NOW", by=world.officer, now=now)
    changed, withdrawn = now + timedelta(days=2), now + timedelta(days=4)
    interest = express_interest(ccg=ccg, round=row, category="B", readiness="LATER", by=world.officer, now=changed)
    withdraw_interest(interest=interest, reason="Not yet", by=world.officer, now=withdrawn)
    travel(now + timedelta(days=9))

    def said(on: Any) -> str:
        page = words(client, f"/readiness/?at={on:%Y-%m-%d}")
        return page.split(f">{ccg.name}</a>: ")[1].split("<")[0]

    assert said(now - timedelta(days=1)) == "no interest recorded"
    assert said(now) == "ready now for model C"
    assert said(changed) == "ready later for model B"
    assert said(withdrawn) == said(now + timedelta(days=9)) == "no interest recorded"


def test_rounds_are_listed_and_only_regional_officers_announce_one(client: Any, world: Any) -> None:
    row = round_row()
    assert row.name in words(client, "/rounds/")
    assert "Announce a round" not in words(client, "/rounds/")
    assert "Announce a round" in words(sign_in(client, world.regional_officer), "/rounds/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_rounds_asks_the_same_few_queries(
    client: Any, world: Any, number: int, django_assert_max_num_queries: Any
) -> None:
    for index in range(number):
        round_row(f"round-{index}")
    with django_assert_max_num_queries(6):
        words(client, "/rounds/")


def test_an_open_round_moved_forward_says_why_not_on_the_form(client: Any, world: Any) -> None:
    row = round_row()
    sign_in(client, world.regional_officer)
    assert "You can make it close later but not earlier" in words(client, f"{row.url}edit/")
    data = {
        "name": row.name, "purpose": row.purpose, "model_sought": "C", "source": row.source, "why": "Sooner",
        "opens_at": "2015-06-01T00:00:00+01:00", "closes_at": "2015-11-05T12:00:00+00:00", "go_live_on": "1/4/2016",
        "required_evidence": row.required_evidence,
    }  # fmt: skip
    answer = client.post(f"{row.url}edit/", data)
    assert answer.status_code == 409
    assert "close later, not earlier" in answer.content.decode()


def test_everybody_sees_who_decides_and_only_officers_can_propose(client: Any, delegated: Any) -> None:
    url = f"/ccgs/{delegated.ccg.code}/functions/"
    text = words(client, url)
    assert "C: delegated commissioning" in text.replace("model C", "C")
    assert "COMPLAINTS/propose/" not in text
    assert "COMPLAINTS/propose/" in words(sign_in(client, delegated.officer), url)
    words(client, f"{url}APPRAISAL/propose/", 404)


def test_a_proposal_is_working_paper_until_agreed(client: Any, delegated: Any) -> None:
    url = f"/ccgs/{delegated.ccg.code}/functions/"
    sign_in(client, delegated.officer)
    data = {"decider": "CCG", "from_on": "2015-10-01", "source": "Schedule 2", "note": ""}
    assert client.post(f"{url}COMPLAINTS/propose/", data).status_code == 302
    row = FunctionAgreement.objects.get()
    client.logout()
    assert "Schedule 2" not in words(client, url)
    sign_in(client, delegated.regional_officer)
    assert client.post(f"{url}answers/{row.pk}/", {"agree": "yes", "reason": ""}).status_code == 302
    client.logout()
    assert "Schedule 2" in words(client, url)


def test_a_draft_arrangement_is_for_working_people_and_says_what_is_missing(client: Any, world: Any) -> None:
    arrangement(world.ccg, local_round(), go_live_on=date(2016, 1, 1))
    url = f"/ccgs/{world.ccg.code}/arrangement/"
    assert "There is no agreement." in words(client, url)
    text = words(sign_in(client, world.accountable_officer), url)
    assert "Name the ballot in which the members chose model B." in text
    assert client.post(f"{url}sign/").status_code == 409
    assert Arrangement.objects.get().state == "DRAFT"
