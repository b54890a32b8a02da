"""Every practice of a CCG is an organisation of the registers: made in one statement with its history."""

from datetime import datetime

from django.db import connection, transaction

MAKE = """
WITH made AS (
    INSERT INTO conflicts_body (kind, name, ods_code, company_number, practice_id, added_at)
    SELECT 'PRACTICE', practice.name, practice.code, '', practice.id, %(now)s
      FROM ccgs_memberpractice practice
     WHERE length(practice.code) <= 10
       AND NOT EXISTS (SELECT FROM conflicts_body body
                        WHERE body.practice_id = practice.id OR body.ods_code = practice.code)
       AND EXISTS (SELECT FROM ccgs_practiceversion version WHERE version.practice_id = practice.id
                      AND version.setting = 4 AND version.ccg_id IS NOT NULL)
     ORDER BY practice.id LIMIT %(most)s
    ON CONFLICT DO NOTHING RETURNING *
)
INSERT INTO conflicts_historicalbody (id, kind, name, ods_code, company_number, practice_id, same_as_id, added_at,
    added_by_id, history_date, history_type, history_change_reason, history_actor_name)
SELECT id, kind, name, ods_code, company_number, practice_id, same_as_id, added_at, added_by_id, %(now)s, '+',
       'Practice of the ODS files', '' FROM made
"""
NAMES = """
WITH renamed AS (
    UPDATE conflicts_body body SET name = practice.name FROM ccgs_memberpractice practice
     WHERE practice.id = body.practice_id AND body.name <> practice.name RETURNING body.*
)
INSERT INTO conflicts_historicalbody (id, kind, name, ods_code, company_number, practice_id, same_as_id, added_at,
    added_by_id, history_date, history_type, history_change_reason, history_actor_name)
SELECT id, kind, name, ods_code, company_number, practice_id, same_as_id, added_at, added_by_id, %(now)s, '~',
       'Name in the ODS files', '' FROM renamed
"""
MOST = 2000


@transaction.atomic
def keep_practice_bodies(*, now: datetime, most: int = MOST) -> int:
    """Makes up to `most` practices organisations of the registers and takes over new names; gives how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE, {"now": now, "most": most})
        made = cursor.rowcount
        cursor.execute(NAMES, {"now": now})
        return int(made + cursor.rowcount)
