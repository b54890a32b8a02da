"""The statement behind the register of interests: its entries as their history says they stood at a minute."""

# `latest`: each entry as it stood. `version`: as it was last reviewed, which is what the public reads while a change
# waits for review. Consent and end are taken from both, so that a refusal counts at once. `people`: until when each
# declares and decides. The index on (ccg_id, id, history_date, history_id) of migration 0004 serves `latest`.
REGISTER = """
WITH latest AS (
    SELECT DISTINCT ON (id) id, person_id, state, consent_to_publish, ended_on, history_type, history_id
      FROM conflicts_historicalinterest
     WHERE ccg_id = %(ccg)s AND history_date <= %(known_at)s
     ORDER BY id, history_date DESC, history_id DESC
),
standing AS (
    SELECT latest.*, coalesce(reviewed.history_id, latest.history_id) AS version_id,
           latest.state = 'COMPLETE' OR reviewed.history_id IS NOT NULL AS reviewed
      FROM latest
      LEFT JOIN LATERAL (
           SELECT old.history_id FROM conflicts_historicalinterest old
            WHERE latest.state = 'SUBMITTED' AND old.ccg_id = %(ccg)s AND old.id = latest.id
              AND old.history_date <= %(known_at)s AND old.state = 'COMPLETE'
            ORDER BY old.history_date DESC, old.history_id DESC LIMIT 1) reviewed ON true
     WHERE latest.history_type <> '-'
),
declarant AS (
    SELECT DISTINCT ON (id) id, person_id, decision_maker, starts_at, ends_at, history_type
      FROM conflicts_historicaldeclarant
     WHERE ccg_id = %(ccg)s AND history_date <= %(known_at)s
     ORDER BY id, history_date DESC, history_id DESC
),
people AS (
    SELECT person_id,
           bool_or(ends_at IS NULL) AS declares, max(ends_at) AS declared_until,
           bool_or(ends_at IS NULL) FILTER (WHERE decision_maker) AS decides,
           max(ends_at) FILTER (WHERE decision_maker) AS decided_until
      FROM declarant WHERE history_type <> '-' AND starts_at <= %(at)s GROUP BY person_id
),
redaction AS (
    SELECT interest_id, bool_or(whole) AS whole FROM conflicts_redaction
     WHERE state IN ('GRANTED', 'LIFTED') AND decided_at <= %(known_at)s
       AND (lifted_at IS NULL OR lifted_at > %(known_at)s)
     GROUP BY interest_id
)
SELECT version.id, version.number, version.person_id, person.name, version.position, version.kind,
       version.relationship, version.relationship_words, version.capacity, version.description, version.arose_on,
       least(standing.ended_on, version.ended_on) AS ended_on, version.mitigation, version.declared_at,
       version.reviewed_at, version.reviewer_position,
       coalesce(body.name, '') AS body, coalesce(nullif(body.ods_code, ''), body.company_number, '') AS body_code,
       standing.state, standing.reviewed, standing.consent_to_publish AND version.consent_to_publish AS consents,
       people.declares, people.declared_until, people.decides, people.decided_until,
       CASE WHEN redaction.interest_id IS NULL THEN '' WHEN redaction.whole THEN 'whole' ELSE 'name' END AS redacted
  FROM standing
  JOIN conflicts_historicalinterest version ON version.history_id = standing.version_id
  JOIN shared_person person ON person.id = standing.person_id
  LEFT JOIN conflicts_body body ON body.id = version.body_id
  LEFT JOIN people ON people.person_id = standing.person_id
  LEFT JOIN redaction ON redaction.interest_id = standing.id
 ORDER BY person.name, version.number
"""

# The same for each of several CCGs.
REGISTER_OF_EACH = f"""
SELECT place.ccg_id, entry.*
  FROM unnest(%(ccgs)s::bigint[]) AS place (ccg_id)
 CROSS JOIN LATERAL ({REGISTER.replace("%(ccg)s", "place.ccg_id")}) AS entry
 ORDER BY entry.name, entry.number
"""  # noqa: S608

# The same at each of several moments, read as it was recorded then: what tells whether the public saw an entry, with
# the places in the list of the moments at which it stood like that.
REGISTER_AT_EACH = f"""
SELECT array_agg(moment.place - 1), entry.id, entry.state, entry.reviewed, entry.ended_on, entry.consents,
       entry.declares, entry.declared_until, entry.decides, entry.decided_until, entry.redacted
  FROM unnest(%(moments)s::timestamptz[]) WITH ORDINALITY AS moment (at, place)
 CROSS JOIN LATERAL ({REGISTER.replace("%(known_at)s", "moment.at").replace("%(at)s", "moment.at")}) AS entry
 GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
"""  # noqa: S608
