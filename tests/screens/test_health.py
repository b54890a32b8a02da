"""Health for machines and for people; the page when the database is away; logs without people."""

import json
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError

from cocommission import logs
from cocommission.serving import production
from cocommission.shared.models import DemonstrationSignIn, Person
from cocommission.shared.queries import health
from cocommission.shared.views.health import server_error
from tests.database import as_owner


def person(email, **fields):
    return Person.objects.create_user(email, name="Kim Steward", **fields)


def test_healthz_asks_nothing_of_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_readyz_says_yes_on_a_migrated_database(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"], answer.json()["reason"]) == (200, True, "")


def test_readyz_says_no_and_why_when_the_database_is_away(client, db, monkeypatch):
    def away(*_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "the database does not answer")


def test_a_page_whose_database_is_away_is_a_503_that_passes(rf):
    try:
        raise OperationalError("server closed the connection unexpectedly")
    except OperationalError:
        answer = server_error(rf.get("/anything/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_any_other_slip_is_a_500(rf):
    try:
        raise ValueError("slip")
    except ValueError:
        assert server_error(rf.get("/anything/")).status_code == 500


def test_every_request_has_an_id(client):
    assert len(client.get("/healthz")["X-Request-ID"]) == 32


def written(caplog_handler_config, message, **extra):
    formatter_config = caplog_handler_config["formatters"]["json"]
    formatter = logs.structlog.stdlib.ProcessorFormatter(
        processors=formatter_config["processors"], foreign_pre_chain=formatter_config["foreign_pre_chain"]
    )
    record = logging.LogRecord("any.library", logging.ERROR, __file__, 1, message, (), extra.get("exc_info"))
    return json.loads(formatter.format(record))


def test_logs_are_json_without_addresses_or_row_values():
    config = logs.configure("INFO")
    try:
        raise IntegrityError('duplicate key "person_email"\nDETAIL: Key (email)=(kim@example.invalid) exists.')
    except IntegrityError as problem:
        line = written(config, "cannot write to kim@example.invalid", exc_info=(type(problem), problem, None))
    assert "kim@" not in json.dumps(line)
    assert line["exception"][0]["exc_value"] == 'duplicate key "person_email"'


def test_keys_that_name_people_are_struck_out():
    event = logs.strike_out_people(None, "info", {"event": "sent", "email": "kim@example.invalid", "done": 3})
    assert event == {"event": "sent", "email": logs.STRUCK_OUT, "done": 3}


def test_production_refuses_a_database_with_the_demonstration(db, settings):
    with as_owner():  # as the loader does
        DemonstrationSignIn.objects.create(person=person("demo@example.invalid"), order=1, role="Officer", does="")
    production.refuse_demonstration()
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="demonstration"):
        production.refuse_demonstration()
