"""What the database refuses reaches the person in words, wherever the statement came from (decision 21).

Every RAISE of a referee has a HINT. `referee` is for people: its message is what they read. `guard` is for tampering
and for faults of the product: nobody is led there, so it stays an error. Constraints that a race can reach have their
words in `violation_error_message` of the model; others that two people can run into get general ones.
"""

import math
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, OperationalError
from django.db.models import BaseConstraint
from psycopg2 import errorcodes

from cocommission.shared.errors import Conflict, Refused

REFEREE, GUARD = "referee", "guard"
OVERTAKEN = "Another person changed this at the same time. Check the page and try again."
SENT_BEFORE = "This form was already sent. Open the page again to start a new one."
BUSY = "Another person is working on this record. Nothing was recorded. Wait a minute, then try again."
TOO_LONG = "This took too long, so we stopped it. Nothing was recorded. Ask for less at once, or try again later."
WAITED = {errorcodes.LOCK_NOT_AVAILABLE: BUSY, errorcodes.QUERY_CANCELED: TOO_LONG}
"""What a limit of the database ended, by its code."""
_last_wait_ended = -math.inf
GAVE_WAY = (errorcodes.DEADLOCK_DETECTED, errorcodes.SERIALIZATION_FAILURE)
RACES = (errorcodes.UNIQUE_VIOLATION, errorcodes.EXCLUSION_VIOLATION, errorcodes.FOREIGN_KEY_VIOLATION)


class Waited(Conflict, OperationalError):
    """A limit of the database ended what waited or ran for too long (settings.DATABASE_LIMITS)."""


class RefusedByDatabase(Conflict, IntegrityError):
    """The database refused a statement. The reasons are for people; as text what the database said comes after them."""

    def __str__(self) -> str:
        words, said = "; ".join(self.texts), str(self.__cause__)
        return said if said.startswith(words) else f"{words} {said}"


@cache
def words_of_constraints() -> dict[str, str]:
    """The words of each constraint that has its own, by its name."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != BaseConstraint.default_violation_error_message
    }


def words_for(problem: IntegrityError) -> str | None:
    """What a person reads; None where the refusal is not meant for people."""
    diag: Any = getattr(problem.__cause__, "diag", None)
    if diag is None or diag.message_hint == GUARD:
        return None
    if diag.message_hint == REFEREE:
        return str(diag.message_primary)
    name = diag.constraint_name or ""
    if name in words_of_constraints():
        return words_of_constraints()[name]
    if diag.sqlstate in RACES:
        return SENT_BEFORE if "form_token" in name else OVERTAKEN
    return None


def waited(problem: OperationalError) -> Waited | None:
    """What a limit ended; None for any other error, for example of a database that is away."""
    global _last_wait_ended
    words = WAITED.get(getattr(problem.__cause__, "pgcode", ""))
    if words == BUSY:
        _last_wait_ended = time.monotonic()
    return Waited(words) if words else None


def last_wait_ended() -> float:
    """When a wait for a lock was last ended by its limit in this process, on the clock of `time.monotonic`."""
    return _last_wait_ended


def gave_way(problem: Exception) -> bool:
    """Whether two transactions held each other up and this one was ended: the same may go through at once."""
    return isinstance(problem, OperationalError) and getattr(problem.__cause__, "pgcode", "") in GAVE_WAY


def refusal_in(problem: Exception) -> Refused | None:
    """The refusal that an exception is, also one that the database raised at the commit; None for any other."""
    if isinstance(problem, Refused):
        return problem
    if isinstance(problem, OperationalError):
        return Waited(BUSY) if gave_way(problem) else waited(problem)
    words = words_for(problem) if isinstance(problem, IntegrityError) else None
    return None if words is None else Conflict(words)


def refuse_in_words(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps each statement of a connection. Raises RefusedByDatabase and Waited for what is meant for people."""
    try:
        return execute(sql, params, many, context)
    except IntegrityError as problem:
        words = words_for(problem)
        if words is None:
            raise
        raise RefusedByDatabase(words) from problem.__cause__
    except OperationalError as problem:
        ended = waited(problem)
        if ended is None:
            raise
        raise ended from problem.__cause__
