"""May requests be sent here: the database answers and its tables are those of this release."""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor


def not_ready() -> str:
    """Why no request should be sent here, or an empty text."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the database has not been migrated to this release"
    except (DatabaseError, InterfaceError):
        return "the database does not answer"
    return ""
