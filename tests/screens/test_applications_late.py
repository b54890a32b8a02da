"""After the round has closed: what a late decision of the region opens, and until when; forms saved whole or not."""

from datetime import timedelta

import pytest

from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from models_abc.actions.submission import allow_late
from tests.factories.models_abc import ready

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/application/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def as_(client, person):
    client.force_login(person)
    return client


def test_app_01_with_a_late_decision_in_force_the_tasks_go_on_until_it_ends(client, world, now, travel) -> None:
    application = ready(world)
    closes, until = application.round.closes_at, application.round.closes_at + timedelta(days=2)
    travel(closes)
    assert "Submit the application" not in as_(client, world.accountable_officer).get("/tasks/").text
    travel(now)
    allow_late(application=application, until_at=until, reason="Power cut", by=world.regional_officer, now=now)
    for at, said in ((closes - timedelta(seconds=1), closes), (closes, until)):
        travel(at)
        page = as_(client, world.accountable_officer).get("/tasks/").text
        assert "Submit the application of NHS Medway CCG" in page
        assert moment(said) in page
        assert f"can be submitted until {moment(said)}" in client.get(f"{BASE}1/").text
    travel(until)
    assert "Submit the application" not in client.get("/tasks/").text
    assert "can be submitted until" not in client.get(f"{BASE}1/").text


def test_a_waiver_and_the_consultations_are_saved_together_or_not_at_all(client, world, monkeypatch) -> None:
    application = ready(world)
    monkeypatch.setattr("models_abc.actions.evidence.waive_consultation", _refuse)
    answer = as_(client, world.officer).post(f"{BASE}1/consultation/", {"waived_because": "No time"})
    assert "Not like this" in answer.text
    assert application.consultation_links.filter(unlinked_at__isnull=True).count() == 1


def _refuse(**_) -> None:
    raise Refused("Not like this")
