"""SQL of the referee: the files of migrations, the clock, and the triggers of append-only tables."""

from pathlib import Path

from django.db.migrations import RunSQL

NOW_FUNCTION = """
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
"""
BACK = "-- To take it back:\n"


def run_file(migration: str, name: str) -> RunSQL:
    """Runs `sql/<name>.sql` beside the `migration` (its __file__), which says below a line BACK how to take it back.

    A file belongs to the migration whose number it carries and is not changed after a release. Raises ValueError
    without that line.
    """
    text = (Path(migration).parent / "sql" / f"{name}.sql").read_text("utf-8")
    forward, line, back = text.partition(BACK)
    if not (line and back.strip()):
        raise ValueError(f"{name}.sql does not say how to take it back")
    return RunSQL(forward, back)


REWORD = """
DO $reword$
DECLARE
    pair text[];
    source text;
BEGIN
    FOREACH pair SLICE 1 IN ARRAY ARRAY[{pairs}] LOOP
        FOR source IN
            SELECT pg_get_functiondef(oid) FROM pg_proc
             WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f' AND strpos(prosrc, pair[1]) > 0
        LOOP
            EXECUTE replace(source, pair[1], pair[2]);
        END LOOP;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'No function says: %', pair[1];
        END IF;
    END LOOP;
END $reword$
"""


def reword(*pairs: tuple[str, str]) -> RunSQL:
    """Changes sentences of the referee: each function that says the first text of a pair says the second instead.

    The migration fails where no function says it. Texts have no apostrophe.
    """
    forward = ", ".join(f"['{old}', '{new}']" for old, new in pairs)
    back = ", ".join(f"['{new}', '{old}']" for old, new in pairs)
    return RunSQL(REWORD.format(pairs=forward), REWORD.format(pairs=back))


def append_only(table: str) -> dict[str, str]:
    """The triggers, by name, that make `table` refuse UPDATE, DELETE and TRUNCATE, whoever asks."""
    return {
        f"{table}_rows_stay": f"CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"{table}_stays": f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    }
