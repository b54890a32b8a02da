"""Are the database's own checks those of this release: triggers, constraints, functions, and the product's rights.

Each table and each function has a short digest of all that guards it. What the release makes is in `referee.txt`; what
the database has is read from its catalogue.
"""

from pathlib import Path

from django.db import connection

from cocommission.postgres import APP

MADE = Path(__file__).resolve().parent.parent / "referee.txt"
RIGHTS = "rights"
"""What the digests of rights are called: they are compared only where the product's role exists."""

SAME = "'::(character varying|text)|\\[\\]|[()]'"
"""What PostgreSQL writes otherwise of the same condition after a backup was restored: casts of texts and brackets."""

FOUND = """
WITH ours AS MATERIALIZED (
    SELECT oid, relname, relacl, relpersistence, relrowsecurity, relforcerowsecurity FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
), guards AS (
    SELECT relname AS thing, pg_get_triggerdef(t.oid) || ' ' || tgenabled::text AS what
      FROM pg_trigger t JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL
    SELECT relname, conname || ' ' || regexp_replace(pg_get_constraintdef(c.oid), {same}, '', 'g') || convalidated
      FROM pg_constraint c JOIN ours ON ours.oid = conrelid WHERE contype <> 'n'
    UNION ALL
    SELECT relname, regexp_replace(pg_get_indexdef(indexrelid), {same}, '', 'g')
      FROM pg_index JOIN ours ON ours.oid = indrelid WHERE indisunique
    UNION ALL
    SELECT relname, attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
      FROM pg_attribute JOIN ours ON ours.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT proname || '()', pg_get_functiondef(p.oid) || ' ' || prosecdef
      FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    UNION ALL
    SELECT relname || ' {rights}', held.privilege_type
      FROM ours, aclexplode(relacl) held WHERE held.grantee = (SELECT oid FROM pg_roles WHERE rolname = %(role)s)
    UNION ALL
    SELECT relname, 'public ' || held.privilege_type FROM ours, aclexplode(relacl) held WHERE held.grantee = 0
    UNION ALL
    SELECT relname, relpersistence::text || ' ' || relrowsecurity || ' ' || relforcerowsecurity FROM ours
    UNION ALL
    SELECT relname, pg_get_ruledef(r.oid) || ' ' || ev_enabled::text FROM pg_rewrite r JOIN ours ON ours.oid = ev_class
    UNION ALL
    SELECT relname || ' {rights}', held.privilege_type || ' ' || attname
      FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attacl IS NOT NULL, aclexplode(attacl) held
     WHERE held.grantee = (SELECT oid FROM pg_roles WHERE rolname = %(role)s)
    UNION ALL
    SELECT 'role {rights}', rolname || ' ' || rolsuper || ' ' || rolbypassrls || coalesce(' in ' || string_agg(
        roleid::regrole::text, ' ' ORDER BY roleid::regrole::text), '')
      FROM pg_roles LEFT JOIN pg_auth_members ON member = pg_roles.oid WHERE rolname = %(role)s
     GROUP BY rolname, rolsuper, rolbypassrls
)
SELECT thing, left(md5(string_agg(what, E'\\n' ORDER BY what COLLATE "C")), 12) FROM guards GROUP BY thing
 ORDER BY thing COLLATE "C"
""".replace("{rights}", RIGHTS).replace("{same}", SAME)


def guards() -> dict[str, str]:
    """The digest of every table, of every function and of the rights on every table, as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {"role": APP})
        return dict(cursor.fetchall())


def made() -> dict[str, str]:
    """The digests of this release."""
    lines = (line.rpartition(" ") for line in MADE.read_text("utf-8").splitlines())
    return {thing: digest for thing, _, digest in lines}


def write(found: dict[str, str]) -> None:
    """Keeps digests as those of this release: for those who change the database's checks."""
    MADE.write_text("".join(f"{thing} {digest}\n" for thing, digest in sorted(found.items())), "utf-8")


def changed_guards() -> list[str]:
    """What is not as this release makes it: tables, functions and "<table> rights", in their order.

    Tables and functions that others added beside ours are no matter.
    """
    found, wanted = guards(), made()
    if not any(thing.endswith(f" {RIGHTS}") for thing in found):  # others grant the rights where the role is theirs
        wanted = {thing: digest for thing, digest in wanted.items() if not thing.endswith(f" {RIGHTS}")}
    return sorted(thing for thing, digest in wanted.items() if found.get(thing) != digest)
