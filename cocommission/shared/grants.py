"""What the role of the running product may do, granted after every migration by the owner of the tables.

It reads everything, changes ordinary rows, and only adds to append-only tables and to history. The ledger is
written through its database function alone. It owns nothing, so it can neither change a table nor stop the
referee's clock.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

from cocommission.postgres import APP

READ_ONLY = frozenset({"django_migrations", "django_content_type", "auth_permission", "shared_entry", "shared_book"})

# Rows that are locked while something is added beside them. PostgreSQL lets a role lock a row only if it may update a
# column; the trigger of append-only tables still refuses the update itself, whoever asks.
LOCKED = {"votes_rollentry": "id"}

EXISTS_AND_OURS = """
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)
   AND pg_has_role(current_user, (SELECT tableowner FROM pg_tables
                                   WHERE schemaname = 'public' AND tablename = 'django_migrations'), 'USAGE')
"""
TABLES = """
SELECT relation.relname,
       EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND tgfoid = to_regproc('refuse_change'))
  FROM pg_class relation
 WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p', 'v')
"""


# A session's own temporary tables come before all others unless the path says otherwise: without this a temporary
# `votes_ballot` could stand in for the real one before the referee's eyes.
PIN_FUNCTIONS = """
DO $$
DECLARE
    unpinned regprocedure;
BEGIN
    FOR unpinned IN
        SELECT f.oid::regprocedure FROM pg_proc f JOIN pg_language l ON l.oid = f.prolang
         WHERE f.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql' AND f.proconfig IS NULL
           AND pg_has_role(current_user, f.proowner, 'USAGE')
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', unpinned);
    END LOOP;
END $$
"""


def rights_of(table: str, *, append_only: bool, history: frozenset[str]) -> str:
    """The rights on one table, as SQL names them."""
    if table in READ_ONLY:
        return "SELECT"
    if append_only or table in history:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def history_tables() -> frozenset[str]:
    """The tables that keep what governed records said before."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "history_id") and hasattr(model, "instance")
    )


def grant(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Pins what functions look at, then grants afresh; silent without the role, or where others own the tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(PIN_FUNCTIONS)
        cursor.execute(EXISTS_AND_OURS, [APP])
        if not cursor.fetchone()[0]:
            return
        cursor.execute(TABLES)
        history = history_tables()
        role = connection.ops.quote_name(APP)
        statements = [
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
            f"GRANT USAGE ON SCHEMA public TO {role}",
        ]
        for table, append_only in cursor.fetchall():
            rights = rights_of(table, append_only=append_only, history=history)
            statements.append(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {role}")
            if table in LOCKED:
                statements.append(f"GRANT UPDATE ({LOCKED[table]}) ON {connection.ops.quote_name(table)} TO {role}")
        statements.append(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(";".join(statements))
