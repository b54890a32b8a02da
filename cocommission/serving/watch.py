"""Watches a Celery worker from inside and ends it when it stands still, so that its supervisor starts a fresh one.

A worker that lost Redis reconnects by itself. This is for the day when it does not, or when it cannot even end.
"""

import os
import threading
import time
from collections.abc import Callable

import redis
import structlog
from celery.apps.worker import Worker
from celery.bootsteps import CLOSE, TERMINATE
from celery.worker import state
from django.conf import settings

log = structlog.get_logger(__name__)

GLANCE = 5.0  # seconds between two looks, fewer when the patience is short


class Watch:
    """Looks every few seconds: is the worker well, or has it not been for longer than `patience` seconds?"""

    def __init__(self, worker: Worker, *, patience: float, end: Callable[[int], object] = os._exit):
        self.worker, self.patience, self.end = worker, patience, end
        self.taken = -1
        self.well_at = time.monotonic()

    def start(self) -> None:
        """Looks from a thread of its own that never holds up the end of the process."""
        threading.Thread(target=self.run, name="watch", daemon=True).start()

    def run(self) -> None:
        """Looks until the worker has to be ended."""
        while not (reason := self.look()):
            time.sleep(min(GLANCE, self.patience / 4))
        log.critical("worker ended by its watch", reason=reason)
        self.end(1)

    def look(self) -> str:
        """Why the worker must be ended, or an empty text."""
        reason = self.complaint()
        if not reason:
            self.well_at = time.monotonic()
        return reason if time.monotonic() - self.well_at > self.patience else ""

    def complaint(self) -> str:
        """What is wrong at this moment, or an empty text. Nothing is, while Redis is away or every thread is busy."""
        if self.worker.blueprint.state in (CLOSE, TERMINATE):
            return "it does not end"
        taken, self.taken = self.taken, state.all_total_count[0]
        if self.taken != taken or len(state.active_requests) >= self.worker.concurrency:
            return ""
        return "calls wait in Redis and it takes none" if calls_wait() else ""


def calls_wait() -> bool:
    """Whether calls wait in Redis; no, when Redis does not answer."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as client:
            return bool(client.llen(settings.CELERY_TASK_QUEUES[0].name))
    except redis.RedisError:
        return False
