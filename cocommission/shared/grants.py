"""What the role of the running product may do, and the triggers of append-only tables: both follow from the kinds.

After every migration the owner of the tables takes all rights away and gives what `shared.kinds` says of each table.
The role owns nothing, so it can neither change a table nor stop the referee's clock.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from cocommission.postgres import APP
from cocommission.shared.kinds import UnknownKindError, kinds
from cocommission.shared.models.kinds import Kind
from cocommission.shared.sql import append_only

OURS_AND_EXISTS = """
SELECT pg_has_role(current_user, (SELECT tableowner FROM pg_tables
                                   WHERE schemaname = 'public' AND tablename = 'django_migrations'), 'USAGE'),
       EXISTS (SELECT FROM pg_roles WHERE rolname = %s)
"""
TABLES = """
SELECT relation.relname
  FROM pg_class relation
 WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = relation.oid AND deptype = 'e')
 ORDER BY relation.relname
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgfoid = to_regproc('refuse_change') AND tgenabled <> 'D'
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


def grant(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Pins what functions look at, makes the triggers that are missing and grants afresh.

    Does nothing more where others own the tables, and gives no rights where the role does not exist: append-only
    tables then still refuse a change to everybody. Raises UnknownKindError for a table whose kind nobody says.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        found = kinds_here(cursor)
        cursor.execute(PIN_FUNCTIONS)
        cursor.execute(OURS_AND_EXISTS, [APP])
        ours, exists = cursor.fetchone()
        if not ours:
            return
        make_triggers(cursor, found)
        if not exists:
            return
        role = connection.ops.quote_name(APP)
        statements = [
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
            f"GRANT USAGE ON SCHEMA public TO {role}",
        ]
        for table, kind in found.items():
            name = connection.ops.quote_name(table)
            statements.append(f"GRANT {', '.join(kind.rights)} ON {name} TO {role}")
            if kind.locks:
                statements.append(f"GRANT UPDATE ({', '.join(kind.locks)}) ON {name} TO {role}")
        cursor.execute(";".join(statements))


def kinds_here(cursor: CursorWrapper) -> dict[str, Kind]:
    """The kind of every table of this database. Raises UnknownKindError for a table that no model and no list names."""
    cursor.execute(TABLES)
    there = [table for (table,) in cursor.fetchall()]
    known = kinds()
    unknown = [table for table in there if table not in known]
    if unknown:
        raise UnknownKindError(
            f"No model has the table {', '.join(unknown)}, so the product gets no rights. Drop it, or name it with its "
            "kind in cocommission/shared/kinds.py."
        )
    return {table: known[table] for table in there}


def make_triggers(cursor: CursorWrapper, found: dict[str, Kind]) -> None:
    """Makes the triggers of append-only tables where they are missing."""
    cursor.execute("SELECT to_regproc('refuse_change') IS NOT NULL")
    if not cursor.fetchone()[0]:  # migrated back to before the referee
        return
    cursor.execute(TRIGGERS)
    there = set(cursor.fetchall())
    for table, kind in found.items():
        if kind.stays:
            for name, statement in append_only(table).items():
                if (table, name) not in there:
                    cursor.execute(statement)
