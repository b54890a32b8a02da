"""May requests be sent here: the database answers, and its tables and checks are those of this release."""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from cocommission.shared.queries.fingerprint import changed_guards

MOST = 5
"""How many tables and functions are named; `manage.py verify_database` names all."""


def not_ready() -> str:
    """Why no request should be sent here, or an empty text."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the database has not been migrated to this release"
        if changed := changed_guards():
            return f"the database's own checks are not those of this release: {', '.join(changed[:MOST])}"
    except (DatabaseError, InterfaceError):
        return "the database does not answer"
    return ""
