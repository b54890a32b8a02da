"""May requests be sent here: the database answers, and its tables and checks are those of this release."""

import time

import structlog
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from cocommission.shared.queries.fingerprint import changed_guards

log = structlog.get_logger(__name__)
KEPT = 60.0
"""Seconds for which the answer about the database's own checks is kept: anybody may ask, and it costs."""
ANSWER = {"asked_at": -KEPT, "changed": 0.0}
"""When the checks were last looked at, on the clock of `time.monotonic`, and whether they were changed."""


def guards_changed() -> bool:
    """Whether the database's own checks were changed; the log names them, and so does `manage.py verify_database`."""
    if ANSWER["changed"] or time.monotonic() - ANSWER["asked_at"] > KEPT:
        found = changed_guards()
        if found:
            log.critical("the database's own checks are not those of this release", changed=found)
        ANSWER.update(asked_at=time.monotonic(), changed=bool(found))
    return bool(ANSWER["changed"])


def not_ready() -> str:
    """Why no request should be sent here, or an empty text."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the database has not been migrated to this release"
        if guards_changed():
            return "the database's own checks are not those of this release"
    except (DatabaseError, InterfaceError):
        return "the database does not answer"
    return ""
