"""SQL that several apps' migrations use: the referee's clock and the triggers of append-only tables."""

NOW_FUNCTION = """
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
"""
NOW_REVERSE = "DROP FUNCTION IF EXISTS app_now();"

REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
REFUSE_REVERSE = "DROP FUNCTION IF EXISTS refuse_change();"


def append_only(table: str) -> dict[str, str]:
    """The triggers, by name, that make `table` refuse UPDATE, DELETE and TRUNCATE, whoever asks."""
    return {
        f"{table}_rows_stay": f"CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"{table}_stays": f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    }
