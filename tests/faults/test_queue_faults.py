"""Redis down, frozen or wiped, a worker killed in the middle: no message is lost, none is sent twice, no page waits."""

import time
from uuid import uuid4

import pytest
import redis
from celery import Celery
from kombu.exceptions import OperationalError

from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import read_clock
from cocommission.shared.models import Heartbeat, Message, Person
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.sweeps import registered
from tests.browser import Browser
from tests.faults import servers
from tests.faults.servers import SLOW, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader():
    return Person.objects.create_user("reader@example.invalid", name="Rita Reader")


def news(reader):
    return post_message(key=str(uuid4()), to=reader, subject="News", text="Text", now=read_clock(), about="NATIONAL")


def is_sent(message):
    return Message.objects.get(pk=message.pk).state == MessageState.SENT


def letters(folder):
    return sorted((folder / "mail").glob("*")) if (folder / "mail").exists() else []


def test_messages_survive_a_wiped_and_a_restarted_redis(tmp_path, redis_server, started, reader):
    started += [servers.worker(tmp_path, redis_server.url), servers.beat(tmp_path, redis_server.url)]
    wait_for(lambda: set(Heartbeat.objects.values_list("name", flat=True)) == set(registered()))
    assert not Heartbeat.objects.exclude(error="").exists()
    first = news(reader)
    wait_for(lambda: is_sent(first))
    redis_server.wipe()
    second = news(reader)
    wait_for(lambda: is_sent(second))
    redis_server.stop()
    third = news(reader)
    assert Browser().get("/healthz").status_code == 200
    assert Browser().get("/readyz").status_code == 200
    time.sleep(2)
    assert not is_sent(third)
    redis_server.start()
    wait_for(lambda: is_sent(third))  # usually 5 to 15 seconds, never more than 100: decision 12
    assert len(letters(tmp_path)) == 3


def test_a_frozen_redis_holds_up_neither_pages_nor_publishers_for_long(redis_server, settings):
    from cocommission import settings as product

    app = Celery("publisher", broker=redis_server.url, set_as_current=False)
    app.conf.broker_transport_options = {**product.REDIS_TRANSPORT, "max_retries": 0}
    app.conf.task_publish_retry_policy = product.CELERY_TASK_PUBLISH_RETRY_POLICY
    redis_server.freeze()
    began = time.monotonic()
    assert Browser().get("/healthz").status_code == 200
    with pytest.raises((OperationalError, TimeoutError)):
        app.send_task("cocommission.celery.run_sweep", ["outbox.deliver"])
    assert time.monotonic() - began < 15
    redis_server.thaw()
    wait_for(redis_server.answers)


def test_a_worker_killed_while_sending_leaves_the_message_to_the_next(tmp_path, redis_server, started, reader):
    slow = servers.worker(tmp_path, redis_server.url, EMAIL_BACKEND="tests.faults.slow_mail.EmailBackend")
    started += [slow, servers.beat(tmp_path, redis_server.url)]
    message = news(reader)
    wait_for((tmp_path / "sending").exists)
    with redis.Redis.from_url(redis_server.url) as client:
        assert not client.exists("unacked")  # a worker that holds calls when Redis goes away dies of it
    redis_server.stop()
    redis_server.start()
    time.sleep(1)
    assert slow.process.poll() is None
    slow.kill()
    assert not is_sent(message)
    assert letters(tmp_path) == []
    started.append(servers.worker(tmp_path, redis_server.url))
    wait_for(lambda: is_sent(message))
    assert len(letters(tmp_path)) == 1


def test_a_worker_that_stands_still_ends_and_the_next_takes_over(tmp_path, redis_server, started, reader):
    """It is connected and answers, but takes no call: what a reconnection gone wrong looks like from outside."""
    still = servers.worker(tmp_path, redis_server.url, WORKER_PATIENCE="5")
    started += [still, servers.beat(tmp_path, redis_server.url)]
    wait_for(Heartbeat.objects.exists)
    hand = Celery("hand", broker=redis_server.url, set_as_current=False)
    assert hand.control.cancel_consumer("celery", reply=True, timeout=20, limit=1)
    message = news(reader)
    assert still.process.wait(SLOW) == 1
    assert not is_sent(message)
    started.append(servers.worker(tmp_path, redis_server.url))  # as `restart: unless-stopped` does
    wait_for(lambda: is_sent(message))
