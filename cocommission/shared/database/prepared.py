"""Statements of the busiest requests: the server parses and plans them once for each connection, not each time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.db import connection
from django.db.backends.utils import CursorWrapper

from cocommission.shared.database.base import DatabaseWrapper

PARAMETER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Prepared:
    """A statement with named parameters, as `%(name)s`. `name` is its own among all statements of the product.

    Where the server cannot know a parameter's type from its use, cast it: `%(text)s::text`. List the columns, never
    `*`: a prepared statement that would answer otherwise after a migration is refused by the server.
    """

    name: str
    sql: str

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Their names in the order of their numbers."""
        return tuple(dict.fromkeys(PARAMETER.findall(self.sql)))

    def execute(self, cursor: CursorWrapper, values: Mapping[str, Any]) -> None:
        """Runs it on `cursor`; the first time on a connection it is prepared before."""
        wrapper = cast(DatabaseWrapper, connection)
        if self.name not in wrapper.prepared:
            numbered = PARAMETER.sub(lambda found: f"${self.parameters.index(found[1]) + 1}", self.sql)
            with wrapper.connection.cursor() as bare:
                bare.execute(f"PREPARE {self.name} AS {numbered.replace('%%', '%')}")
            wrapper.prepared.add(self.name)
        given = ", ".join(f"%({name})s" for name in self.parameters)
        cursor.execute(f"EXECUTE {self.name}({given})", values)
