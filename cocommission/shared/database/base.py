"""The backend that DATABASES names: it looks at the socket before it asks the server whether it is still there."""

import select
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from cocommission.shared.database.referee import refuse_in_words

PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
"""What was prepared is planned once for each connection; the server would plan it anew for the first five times."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A kept connection costs no statement to check, and remembers what was prepared on it.

    What the database refuses is raised in words for people: `referee.refuse_in_words`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared: set[str] = set()
        self.execute_wrappers.append(refuse_in_words)

    def get_connection_params(self) -> dict[str, Any]:
        """With PLANNED_ONCE, and limits (`settings.DATABASE_LIMITS`) that end what would wait or run for ever."""
        params = super().get_connection_params()
        limits = [f"-c {name}={limit}" for name, limit in settings.DATABASE_LIMITS.items()]
        return {**params, "options": " ".join([params.get("options", ""), PLANNED_ONCE, *limits]).strip()}

    def connect(self) -> None:
        """A fresh connection has nothing prepared."""
        self.prepared = set()
        super().connect()

    def is_usable(self) -> bool:
        """Whether a request may use the connection that an earlier one left.

        A server that ended, was restarted or cut us off has closed the socket, and then there is something to read
        from it. Only then, and after an error, is the server asked.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred or self.connection.get_transaction_status() == TRANSACTION_STATUS_INERROR:
            return super().is_usable()
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not poll.poll(0) or super().is_usable()
