"""What is recorded already: the same details are given back, others are refused, so that none is dropped unsaid."""

from cocommission.shared.errors import Conflict
from cocommission.shared.models import Governed


def require_same_reason(row: Governed, reason: str, already: str) -> None:
    """Raises Conflict where `row` was never recorded for `reason`; an empty reason says nothing else.

    `already` is a sentence about what is recorded already.
    """
    if reason.strip() and not row.history.filter(history_change_reason__in=(reason, reason.strip())).exists():
        raise Conflict(f"{already} Your reason was not recorded. View the history to see the reason given before.")
