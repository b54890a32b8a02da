"""A form serves once: what happens when its number arrives a second time at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from cocommission.shared.errors import Conflict


@contextmanager
def form_used_once(otherwise: str) -> Iterator[None]:
    """Wrap the insert of the row that keeps `form_token`: Conflict with the words `otherwise` when another row has it.

    Looking the number up first does not see a row that another transaction is about to commit; the unique index does.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        diag = getattr(problem.__cause__, "diag", None)
        if "form_token" not in str(getattr(diag, "constraint_name", "")):
            raise
        raise Conflict(otherwise) from problem
