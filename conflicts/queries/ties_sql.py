"""The statements behind `conflicts.queries.ties`: as the rows are now, or as their history says they were."""

PERSON_TIES = """
SELECT interest.person_id, coalesce(interest.body_id, 0), 'INTEREST', interest.kind, interest.capacity,
       interest.arose_on, interest.ended_on, interest.relationship, interest.number, interest.id,
       EXISTS (SELECT FROM conflicts_redaction redaction
               WHERE redaction.interest_id = interest.id AND redaction.state IN ('REQUESTED', 'GRANTED')), ''
  FROM {interest} interest
 WHERE interest.person_id = ANY(%(people)s) AND interest.state <> 'WITHDRAWN'
   AND (%(ccg)s::bigint IS NULL OR interest.ccg_id = %(ccg)s)
UNION ALL
SELECT work.person_id, work.body_id, 'WORK', '', work.capacity, work.from_on, work.to_on, '', NULL, NULL, false, ''
  FROM {worklink} work WHERE work.person_id = ANY(%(people)s)
UNION ALL
SELECT post.person_id, coalesce(body.id, -post.practice_id), 'POST', '', 'PARTNER',
       (post.starts_at AT TIME ZONE 'Europe/London')::date,
       ((post.ends_at AT TIME ZONE 'Europe/London') + interval '1 day' - interval '1 microsecond')::date,
       '', NULL, NULL, false, 'representative of'
  FROM {post} post LEFT JOIN conflicts_body body ON body.practice_id = post.practice_id
 WHERE post.person_id = ANY(%(people)s) AND post.practice_id IS NOT NULL
   AND (post.ends_at IS NULL OR post.ends_at > post.starts_at)
UNION ALL
SELECT declarant.person_id, declarant.body_id, 'DECLARANT', '', 'OTHER',
       (declarant.starts_at AT TIME ZONE 'Europe/London')::date,
       ((declarant.ends_at AT TIME ZONE 'Europe/London') + interval '1 day' - interval '1 microsecond')::date,
       '', NULL, NULL, false, declarant.position || ','
  FROM {declarant} declarant
 WHERE declarant.person_id = ANY(%(people)s) AND declarant.body_id IS NOT NULL
   AND (declarant.ends_at IS NULL OR declarant.ends_at > declarant.starts_at)
"""

NEIGHBOURHOOD = """
WITH RECURSIVE link AS {kept} (SELECT * FROM {bodylink} stake), body AS {kept} (SELECT * FROM {body} entry),
reached (id) AS (
    SELECT unnest(%(starts)s::bigint[])
    UNION
    SELECT next.id FROM reached CROSS JOIN LATERAL (
        SELECT link.held_id AS id FROM link WHERE link.holder_id = reached.id
        UNION ALL SELECT body.same_as_id FROM body WHERE body.id = reached.id AND body.same_as_id IS NOT NULL
        UNION ALL SELECT body.id FROM body WHERE body.same_as_id = reached.id
    ) next
)
SELECT 'BODY', body.id, body.same_as_id, body.name, body.kind,
       coalesce(nullif(body.ods_code, ''), body.company_number), NULL::date, NULL::date
  FROM body JOIN reached USING (id)
UNION ALL
SELECT 'LINK', link.holder_id, link.held_id, '', link.kind, '', link.from_on, link.to_on
  FROM link JOIN reached ON reached.id = link.holder_id
UNION ALL
SELECT 'BODY', -practice.id, NULL, practice.name, 'PRACTICE', practice.code, NULL, NULL
  FROM ccgs_memberpractice practice JOIN reached ON reached.id = -practice.id
"""

_NOW = {
    "interest": "conflicts_interest",
    "worklink": "conflicts_worklink",
    "declarant": "conflicts_declarant",
    "bodylink": "conflicts_bodylink",
    "body": "conflicts_body",
    "post": "ccgs_post",
}
_OF_PEOPLE = frozenset({"interest", "worklink", "declarant", "post"})


def _as_known(name: str, table: str) -> str:
    """The rows of a table as their history says they stood at the minute `known_at`."""
    app, model = table.split("_")
    if name == "body":  # its name is told as it is now; what it was found to be the same as, as it was known
        latest = (
            "SELECT DISTINCT ON (id) id, same_as_id FROM conflicts_historicalbody WHERE history_date <= %(known_at)s "
            "ORDER BY id, history_date DESC, history_id DESC"
        )
        return (
            "(SELECT now.id, now.name, now.kind, now.ods_code, now.company_number, was.same_as_id "  # noqa: S608
            f"FROM conflicts_body now LEFT JOIN ({latest}) was USING (id))"
        )
    whose = " AND person_id = ANY(%(people)s)" if name in _OF_PEOPLE else ""
    latest = (
        f"SELECT DISTINCT ON (id) * FROM {app}_historical{model} WHERE history_date <= %(known_at)s{whose} "  # noqa: S608
        "ORDER BY id, history_date DESC, history_id DESC"
    )
    return f"(SELECT * FROM ({latest}) version WHERE history_type <> '-')"  # noqa: S608 - names from this file only


def statement(template: str, *, known: bool) -> str:
    """The template with its tables, or with what their history says, which is put together once and kept."""
    tables = {name: _as_known(name, table) if known else table for name, table in _NOW.items()}
    return template.format(**tables, kept="MATERIALIZED" if known else "NOT MATERIALIZED")
