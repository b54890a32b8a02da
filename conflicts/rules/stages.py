"""Whether a record stands where an act fits, in words for its page. Plain Python."""

from collections.abc import Sequence
from typing import Any

from cocommission.shared.rules.blockers import Blocker

LOCAL = "Local policy of this service"


def stage_blockers(what: str, state: str, fits: Sequence[Any], *, rule: str = "", who: str = "") -> list[Blocker]:
    """Why an act does not fit where a record stands; nothing where it does.

    `fits` are the members of its states in which the act is possible; `what` names the record: "This breach".
    """
    if not fits or state in fits:
        return []
    named = [str(one.label).lower() for one in fits]
    now = str(type(fits[0])(state).label).lower()
    when = " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return [Blocker(rule, f"{what} stands at: {now}. This is possible only at: {when}.", who, LOCAL)]
