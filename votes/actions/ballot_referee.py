"""What the database's referee refused, in its own words, as a refusal that people read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError

from cocommission.shared.errors import Conflict

HINT = "ballot-referee"


@contextmanager
def referee() -> Iterator[None]:
    """Turns the referee's exceptions into Conflict. Wrap a whole transaction in it, never the inside of one."""
    try:
        yield
    except IntegrityError as problem:
        diag: Any = getattr(problem.__cause__, "diag", None)
        if getattr(diag, "message_hint", None) == HINT:
            raise Conflict(str(diag.message_primary)) from problem
        if getattr(diag, "constraint_name", "") and "form_token" in str(diag.constraint_name):
            raise Conflict("This form was already sent. Open the page again to start a new one.") from problem
        raise
