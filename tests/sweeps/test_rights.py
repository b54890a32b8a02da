"""Every table of the schema: the product's role has the rights that its kind says, and append-only rows stay."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from cocommission.postgres import APP
from cocommission.shared import grants
from cocommission.shared import kinds as kinds_module
from cocommission.shared.grants import grant, kinds_here
from cocommission.shared.kinds import UnknownKindError, every_table_has_a_kind, kind_of, kinds
from cocommission.shared.models.governed import AppendOnly
from cocommission.shared.models.kinds import (
    APPEND_ONLY,
    GOVERNED,
    RIGHTS,
    Family,
    Kind,
    append_only_and_locked,
    machinery,
)
from tests.database import as_owner, triggers_silenced

pytestmark = pytest.mark.django_db
OF_A_TABLE = (*RIGHTS, "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
OF_A_COLUMN = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def kinds_of_this_database() -> dict[str, Kind]:
    with connection.cursor() as cursor:
        return kinds_here(cursor)


def rights_of_tables() -> dict[str, set[str]]:
    """What the role may do with each table as a whole."""
    held: dict[str, set[str]] = {}
    for table, right, may in rows(
        "SELECT relname, each, has_table_privilege(%s, pg_class.oid, each) FROM pg_class, unnest(%s) AS each "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
        APP,
        list(OF_A_TABLE),
    ):
        held.setdefault(str(table), set()).update({str(right)} if may else ())
    return held


def rights_of_columns() -> dict[str, set[tuple[str, str]]]:
    """(column, right) that the role has beyond those of the whole table."""
    held: dict[str, set[tuple[str, str]]] = {}
    for table, column, right in rows(
        "SELECT relname, attname, each FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 "
        "AND NOT attisdropped, unnest(%s) AS each WHERE relnamespace = 'public'::regnamespace AND relkind IN "
        "('r', 'p', 'v', 'm', 'f') AND has_column_privilege(%s, pg_class.oid, attname, each) "
        "AND NOT has_table_privilege(%s, pg_class.oid, each)",
        list(OF_A_COLUMN),
        APP,
        APP,
    ):
        held.setdefault(str(table), set()).add((str(column), str(right)))
    return held


def test_the_role_has_exactly_the_rights_that_the_kind_of_each_table_says():
    said = kinds_of_this_database()
    assert rights_of_tables() == {table: set(kind.rights) for table, kind in said.items()}
    assert rights_of_columns() == {
        table: {(column, "UPDATE") for column in kind.locks} for table, kind in said.items() if kind.locks
    }


def test_every_model_has_its_table_and_every_table_its_kind():
    said, there = kinds(), kinds_of_this_database()
    assert set(said) - set(there) == {"cache"}  # production keeps its cache in the database
    assert all(isinstance(kind, Kind) for kind in there.values())


def test_the_role_has_no_sequence_owns_nothing_and_makes_nothing():
    named = "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND "
    sequence = "CASE relkind WHEN 'S' THEN has_sequence_privilege(%s, oid, 'USAGE, SELECT, UPDATE') ELSE false END"
    assert rows(f"{named} {sequence}", APP) == []
    assert rows(f"{named} pg_get_userbyid(relowner) = %s", APP) == []
    assert rows("SELECT oid::regprocedure::text FROM pg_proc WHERE pg_get_userbyid(proowner) = %s", APP) == []
    assert rows("SELECT has_schema_privilege(%s, 'public', 'CREATE')", APP) == [(False,)]
    assert rows("SELECT has_schema_privilege(%s, 'public', 'USAGE')", APP) == [(True,)]
    assert rows(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls FROM pg_roles "
        "WHERE rolname = %s",
        APP,
    ) == [(False,)]
    assert rows("SELECT 1 FROM pg_auth_members JOIN pg_roles ON member = pg_roles.oid WHERE rolname = %s", APP) == []


def triggers() -> set[tuple[str, str]]:
    """(table, what it refuses) of the enabled triggers that refuse a change whoever asks."""
    return {
        (str(table), what)
        for table, bits in rows(
            "SELECT tgrelid::regclass::text, tgtype FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc "
            "AND tgenabled IN ('O', 'A') AND tgqual IS NULL"
        )
        for what, bit in (("DELETE", 8), ("UPDATE", 16), ("TRUNCATE", 32))
        if int(str(bits)) & bit
    }


def test_append_only_tables_and_no_others_refuse_every_change_of_a_row():
    stays = {table for table, kind in kinds_of_this_database().items() if kind.stays}
    for what in ("UPDATE", "DELETE"):
        assert {table for table, refused in triggers() if refused == what} == stays
    assert {(table, "TRUNCATE") for table in stays} <= triggers()


def an_empty_row(table: str) -> None:
    """Puts a row into `table`, past its constraints and its other triggers; the end of the test takes it all back."""
    constraints = rows(
        "SELECT quote_ident(conname) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", table
    )
    columns = rows(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull "
        "AND NOT attisdropped AND attidentity = '' AND attnum <> ALL "
        "(SELECT unnest(conkey) FROM pg_constraint WHERE conrelid = attrelid AND contype = 'p')",
        table,
    )
    others = rows(
        "SELECT quote_ident(tgname) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal "
        "AND tgfoid <> 'refuse_change'::regproc",
        table,
    )
    parts = [f"DROP CONSTRAINT {name}" for (name,) in constraints]
    parts += [f"ALTER COLUMN {name} DROP NOT NULL" for (name,) in columns]
    parts += [f"DISABLE TRIGGER {name}" for (name,) in others]
    with triggers_silenced(), connection.cursor() as cursor:
        if parts:
            cursor.execute(f"ALTER TABLE {table} {', '.join(parts)}")
        cursor.execute(f"INSERT INTO {table} DEFAULT VALUES")


def append_only_tables() -> list[str]:
    return [table for table, kind in sorted(kinds().items()) if kind.stays]


@pytest.mark.parametrize("table", append_only_tables())
def test_each_append_only_table_really_refuses_also_its_owner(table):
    an_empty_row(table)
    [(column,)] = rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attidentity = '' AND attgenerated = '' ORDER BY attnum LIMIT 1",
        table,
    )
    for statement in (
        f'UPDATE {table} SET "{column}" = "{column}"',
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        refused = pytest.raises(IntegrityError, match="is append-only: (UPDATE|DELETE|TRUNCATE) refused")
        with refused, transaction.atomic(), as_owner(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert rows(f"SELECT count(*) FROM {table}") == [(1,)]


def test_a_model_without_a_kind_is_refused(monkeypatch):
    assert every_table_has_a_kind() == []
    with isolate_apps("cocommission.shared") as isolated:

        class Forgotten(models.Model):  # noqa: DJ008
            class Meta:
                app_label = "shared"

        class Contradiction(AppendOnly):
            table_kind = GOVERNED

            class Meta:
                app_label = "shared"

        class Linked(models.Model):  # noqa: DJ008
            table_kind = machinery("a test")
            others = models.ManyToManyField(Contradiction)

            class Meta:
                app_label = "shared"

    for model in (Forgotten, Contradiction, Linked.others.through):
        with pytest.raises(UnknownKindError, match=model._meta.db_table):
            kind_of(model)
    monkeypatch.setattr(kinds_module, "apps", isolated)
    assert len(every_table_has_a_kind()) == 3
    with pytest.raises(SystemCheckError, match="shared_forgotten has no kind"):
        call_command("check")
    with pytest.raises(UnknownKindError):
        grant()


def test_a_table_that_nobody_names_is_refused():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE a_table_of_nobody (id int)")
        with pytest.raises(UnknownKindError, match="a_table_of_nobody"):
            grant()


def test_grants_are_made_afresh_each_time():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT DELETE, TRUNCATE ON ccgs_ccg TO {APP}")
        cursor.execute(f"GRANT UPDATE (title) ON votes_ballot TO {APP}")
        cursor.execute(f"GRANT UPDATE (hash) ON shared_entry TO {APP}")
        cursor.execute(f"REVOKE INSERT ON ccgs_ccg FROM {APP}")
        cursor.execute("DROP TRIGGER votes_vote_rows_stay ON votes_vote")
        grant()
    test_the_role_has_exactly_the_rights_that_the_kind_of_each_table_says()
    test_append_only_tables_and_no_others_refuse_every_change_of_a_row()


@pytest.mark.parametrize(
    "unsound",
    [
        lambda: Kind(Family.APPEND_ONLY, ("SELECT", "UPDATE")),
        lambda: Kind(Family.GOVERNED, ("SELECT", "TRUNCATE")),
        lambda: Kind(Family.GOVERNED, ("INSERT",)),
        lambda: machinery(""),
        lambda: append_only_and_locked(["id"], ""),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(unsound):
    with pytest.raises(ValueError, match="kind has|append-only|say why"):
        unsound()


def test_a_history_table_is_append_only():
    for model in apps.get_models():
        if hasattr(model, "instance_type"):
            assert kind_of(model) is APPEND_ONLY


def test_append_only_tables_refuse_changes_where_the_role_of_the_product_does_not_exist(monkeypatch):
    monkeypatch.setattr(grants, "APP", "a_role_that_is_not_there")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER votes_vote_rows_stay ON votes_vote")
        grant()
    test_append_only_tables_and_no_others_refuse_every_change_of_a_row()
