"""How every act on a record begins: the record is locked, the person may do it, and its state allows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms.roles import Permission
from cocommission.shared.errors import Conflict
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act

Row = TypeVar("Row", bound=Any)
Permit = Callable[[Any, Act, Person, datetime], None]


def never(row: Any) -> bool:
    """Most acts that are sent again are refused by the state."""
    return False


def require_there(row: Any, act: Act, by: Person, now: datetime) -> None:
    """Most acts need their right in the CCG of the record; Refused (403) without it."""
    if act.right:
        require_any(by, (Permission(act.right),), row.ccg, now)


def any_of(*permissions: Permission) -> Permit:
    """For an act of which each of several rights is enough."""
    return lambda row, act, by, now: require_any(by, permissions, row.ccg, now)


def held_in(ccg: CCG) -> Permit:
    """For a record that belongs to no CCG: the right is asked in the one that keeps it."""
    return lambda row, act, by, now: require_any(by, (Permission(act.right),), ccg, now)


def begin(
    rows: QuerySet[Row],
    act: Act,
    *,
    by: Person,
    now: datetime,
    again: Callable[[Row], bool] = never,
    permit: Permit = require_there,
    with_keys: bool = False,
) -> Row:
    """The one row of `rows` as it is now, locked until the end of the transaction.

    A record with acts has its `ccg`, in which the right must be held, and, where an act names states, `state_at(now)`,
    the state that people see.
    Raises Refused (403) where `by` lacks the act's right, and Conflict, in the words of the page, in a state that does
    not allow the act. Where `again` says of the locked row that the very same was done before, the state is not asked.
    `permit` asks the right where it is held elsewhere, or is not all that is asked of the person. `with_keys` also
    waits for those who add rows that refer to this one.
    """
    row: Row = rows.select_for_update(of=("self",), no_key=not with_keys).get()
    permit(row, act, by, now)
    reasons = act.against(row, now)
    if reasons and not again(row):
        raise Conflict(*reasons)
    return row
