"""Sweeps that stand still: /readyz says which, and the stewards get an email that does not wait for a sweep."""

from datetime import timedelta

import pytest
from django.core import mail

from cocommission.shared.actions import late_sweeps
from cocommission.shared.clock import read_clock
from cocommission.shared.models import Heartbeat, Message, Person
from cocommission.shared.queries import beats
from cocommission.shared.sweeps import registered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stewards():
    Person.objects.create_user("gone@example.invalid", name="Gone Steward", is_staff=True, is_active=False)
    Person.objects.create_user("other@example.invalid", name="Olive Officer")
    return [Person.objects.create_user(f"s{n}@example.invalid", name=f"Steward {n}", is_staff=True) for n in range(2)]


def beat(*, late: tuple[str, ...] = ()) -> None:
    now = read_clock()
    for name in registered():
        ran_at = now - timedelta(days=1) if name in late else now
        Heartbeat.objects.update_or_create(name=name, defaults={"ran_at": ran_at, "done": 0, "failed": 0, "error": ""})


@pytest.fixture
def watch():
    """Of a process that has run for long."""
    made = late_sweeps.Watch()
    made.next_at = 0
    return made


def test_readyz_names_the_sweeps_that_are_late_and_still_takes_requests(client):
    beat(late=("ballots.close", "outbox.deliver"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200, {"ready": True, "reason": "", "late": ["ballots.close", "outbox.deliver"]},
    )  # fmt: skip
    beat()
    assert client.get("/readyz").json()["late"] == []


def test_every_steward_gets_one_email_a_day_and_it_does_not_wait_for_a_sweep(stewards, watch):
    beat(late=("outbox.deliver",))
    now = read_clock()
    watch.look(now).join(10)
    assert [(one.to, "- Send messages\n" in one.body) for one in mail.outbox] == [([s.email], True) for s in stewards]
    assert "/status/" in mail.outbox[0].body
    assert set(Message.objects.values_list("state", flat=True)) == {"SENT"}
    watch.next_at = 0
    assert watch.look(now + timedelta(minutes=10)) is None
    watch.next_at = 0
    watch.look(now + timedelta(days=1)).join(10)
    assert len(mail.outbox) == 4


def test_a_mail_server_that_is_away_is_tried_again_at_a_later_look(stewards, watch, settings):
    beat(late=("outbox.deliver",))
    now = read_clock()
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    watch.look(now).join(10)
    assert not mail.outbox
    settings.EMAIL_BACKEND = usual
    watch.next_at = 0
    watch.look(now + timedelta(minutes=5)).join(10)
    assert len(mail.outbox) == 2


def test_nothing_is_sent_while_sweeps_run(stewards, watch):
    beat()
    assert watch.look(read_clock()) is None
    assert not Message.objects.exists()


def test_a_process_that_has_just_started_warns_of_nothing(stewards):
    beat(late=("outbox.deliver",))
    assert late_sweeps.Watch().look(read_clock()) is None
    assert [one.name for one in beats.late_sweeps(read_clock())] == ["outbox.deliver"]
