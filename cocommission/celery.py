"""The Celery app: one task that runs one sweep; beat calls it for every registered sweep."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")
app = Celery("cocommission")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.on_after_finalize.connect
def schedule_sweeps(sender: Celery, **_: object) -> None:
    """Puts every registered sweep on beat's timetable."""
    from cocommission.shared.sweeps import registered

    for name, (_run, every) in registered().items():
        sender.add_periodic_task(every, run_sweep.s(name), name=name, expires=every)


@beat_init.connect
def catch_up(**_: object) -> None:
    """After an outage nothing waits for its next turn: every sweep runs once when beat starts."""
    from cocommission.shared.sweeps import registered

    for name in registered():
        run_sweep.delay(name)


@worker_init.connect
@beat_init.connect
def refuse_in_production(**_: object) -> None:
    """A process of its own refuses what the web server refuses."""
    from cocommission.serving.production import end_if_refused

    end_if_refused()


@worker_ready.connect
def watch_over(sender: Any, **_: object) -> None:
    """A worker process of its own is watched; `serve` looks after its worker itself."""
    from celery.apps.worker import Worker
    from django.conf import settings

    from cocommission.serving.watch import Watch

    if isinstance(sender.controller, Worker) and settings.REDIS_URL:
        Watch(sender.controller, patience=settings.WORKER_PATIENCE).start()


@app.task
def run_sweep(name: str) -> None:
    """Runs the sweep called `name` at this moment. Sweeps find their own work in the database."""
    from cocommission.shared.clock import read_clock
    from cocommission.shared.sweeps import run

    run(name, now=read_clock())
