"""What can be done with a record. One act is one row, which page, button, action and sweeps read (decision 22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.rules.blockers import Blocker


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act.

    `title` heads its page and is the link that leads there; `right` is the permission that it needs, "" where the
    action itself asks who may; `who` are the roles that have it, for people. It is possible while the record is in one
    of the states `while_in`, and whenever where none are named; else people read `otherwise`. `rule` and `source` say
    where that comes from.

    `final` says what cannot be undone afterwards, in words for the page on which people check it first; "" where the
    act can be taken back. `quiet` where its e-mails are not for the person who acts to know. `destroys` where something
    is lost by it, so that its button is a warning. `leads_to` are the states that it ends in, of those that no other
    state follows.
    """

    title: str
    right: str
    who: str
    while_in: frozenset[str] = frozenset()
    otherwise: str = ""
    rule: str
    source: str = ""
    final: str = ""
    destroys: bool = False
    quiet: bool = False
    leads_to: frozenset[str] = frozenset()

    def blockers(self, state: str) -> list[Blocker]:
        """Why the act is not possible in `state`; empty when it is."""
        if not self.while_in or state in self.while_in:
            return []
        return [Blocker(self.rule, self.otherwise, self.who, self.source)]

    def against(self, record: Any, now: datetime) -> list[Blocker]:
        """As `blockers`, of the state of `record` at `now`; a record that has none is asked only where it matters."""
        return self.blockers(record.state_at(now)) if self.while_in else []
