"""`manage.py runserver`: the product for those who change it, on the data of DATA_DIR, until Ctrl-C."""

import os
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver
from django.core.management.base import CommandError, CommandParser
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from cocommission.celery import app
from cocommission.serving import service
from cocommission.serving.management import preparing

MOST = 65535
"""The last port there is."""


class Command(runserver.Command):
    """Two processes: one holds the data, the other serves and starts again when a file changes.

    Sweeps run in the one that serves, on the same timetable as in `manage.py serve`.
    """

    help = "Serves the product and starts again when Python changes. Templates are read for each page."
    addr: str
    default_port = os.environ.get("PORT") or "8000"

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the options."""
        super().add_arguments(parser)
        parser.add_argument("--demonstration", action="store_true", help="load the demonstration if there is nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepares the database once, then serves."""
        if not settings.DEBUG:
            raise CommandError("Start it with `make dev`, or set DEBUG=1.")
        if os.environ.get(DJANGO_AUTORELOAD_ENV):
            super().handle(*args, **options)
            return
        host, _, port = (options["addrport"] or self.default_port).rpartition(":")
        host = host or self.default_addr
        if not port.isdecimal() or int(port) > MOST:
            raise CommandError(f"{port!r} is not a port. Give a number, for example 8080.")
        hand_back = service.take_the_terminal()
        try:
            with service.sole_server(settings.DATA_DIR, f"http://{host}:{port}/"):
                service.listen(host.strip("[]"), int(port)).close()
                self.stdout.write("Preparing the database ...")
                preparing.migrate()
                if options["demonstration"]:
                    preparing.load_demonstration()
                super().handle(*args, **options)
        except service.CannotServe as problem:
            raise CommandError(str(problem)) from problem
        finally:
            hand_back()

    def inner_run(self, *args: Any, **options: Any) -> None:
        """Serves, with the worker and beat that run the sweeps."""
        service.Part("worker", service.worker(app))
        service.Part("beat", service.beat(app))
        super().inner_run(*args, **{**options, "skip_checks": True})

    def on_bind(self, server_port: int) -> None:
        """Says where it is."""
        self.stdout.write(f"cocommission is at http://{self.addr}:{server_port}/   (it watches files; Ctrl-C ends it)")
