"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from votes.rules.consultations import is_stale, papers_digest, reply_needed, version_hash

BALLOTS = """
SELECT number, title, state, opens_at, closes_at FROM votes_ballot
 WHERE ccg_id = %(ccg)s AND state IN ('OPENED', 'CLOSED', 'COUNTED', 'CERTIFIED', 'CHALLENGED')
 ORDER BY closes_at, id LIMIT 100
"""
# Ballots that the person runs or verifies, an LMC's verifiers in the CCGs of its area.
BALLOTS_IN_HAND = """
WITH reach AS (
    SELECT ccg_id, permission FROM held WHERE ccg_id IS NOT NULL AND permission IN ('run_ballots', 'verify_ballots')
    UNION SELECT area.ccg_id, permission FROM held JOIN ccgs_lmcarea area USING (lmc_id)
     WHERE permission = 'verify_ballots'
       AND area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s)
)
SELECT ballot.id, ballot.number, ballot.title, ballot.state, ballot.opens_at, ballot.closes_at, ccg.code, ccg.name,
       ballot.returning_officer_id, ballot.opened_by_id, ballot.counted_by_id, ballot.challenged_by_id,
       ballot.ccg_id IN (SELECT ccg_id FROM reach WHERE permission = 'run_ballots') AS runs,
       ballot.ccg_id IN (SELECT ccg_id FROM reach WHERE permission = 'verify_ballots') AS verifies
  FROM votes_ballot ballot JOIN ccgs_ccg ccg ON ccg.id = ballot.ccg_id
 WHERE ballot.ccg_id IN (SELECT ccg_id FROM reach)
   AND ballot.state IN ('DRAFT', 'OPENED', 'CLOSED', 'COUNTED', 'CERTIFIED', 'CHALLENGED')
 ORDER BY ballot.closes_at, ballot.id LIMIT 100
"""
# Each with its answer that counts (the last one before the close) and what its digest of papers is made of.
ASKED = """
SELECT consultation.id, consultation.number, consultation.title, lmc.name AS lmc_name, lmc.code AS lmc_code,
       ccg.name AS ccg_name, consultation.closes_at,
       consultation.further_to_id, consultation.published_at, coalesce(constitution.text_hash, '') AS text_hash,
       coalesce(constitution.rules_hash, '') AS rules_hash, answer.opinion, answer.consulted_properly,
       answer.papers_digest,
       EXISTS (SELECT 1 FROM votes_consultationreply reply WHERE reply.answer_id = answer.id) AS replied,
       (SELECT json_agg(json_build_array(paper.number, paper.text_hash, paper.rules_hash)) FROM (
            SELECT DISTINCT ON (paper.number) paper.number, coalesce(bound.text_hash, paper.sha256) AS text_hash,
                   coalesce(bound.rules_hash, '') AS rules_hash
              FROM votes_consultationpaper paper
              LEFT JOIN ccgs_constitution bound ON bound.id = paper.constitution_id
             WHERE paper.consultation_id = consultation.id AND paper.removed_at IS NULL
             ORDER BY paper.number, paper.version DESC) paper) AS papers
  FROM votes_consultation consultation
  JOIN ccgs_lmc lmc ON lmc.id = consultation.lmc_id
  JOIN ccgs_ccg ccg ON ccg.id = consultation.ccg_id
  LEFT JOIN ccgs_constitution constitution ON constitution.id = consultation.constitution_id
  LEFT JOIN LATERAL (SELECT id, opinion, consulted_properly, papers_digest FROM votes_consultationanswer
       WHERE consultation_id = consultation.id AND NOT late ORDER BY number DESC LIMIT 1) answer ON true
"""
CONSULTATIONS = f"""{ASKED}
 WHERE consultation.ccg_id = %(ccg)s AND consultation.opened_at <= %(now)s
   AND (consultation.withdrawn_at IS NULL OR consultation.withdrawn_at > %(now)s)
 ORDER BY consultation.number DESC LIMIT 25
"""
# Those that an LMC's reviewer may answer now: not what they drafted or added papers to themselves (LMC-02).
TO_ANSWER = f"""{ASKED}
 WHERE consultation.lmc_id = %(lmc)s AND consultation.state = 'OPEN' AND consultation.closes_at > %(now)s
   AND consultation.drafted_by_id <> %(person)s
   AND NOT EXISTS (SELECT 1 FROM votes_consultationpaper paper WHERE paper.consultation_id = consultation.id
                      AND paper.removed_at IS NULL AND paper.added_by_id = %(person)s)
 ORDER BY consultation.closes_at, consultation.id
"""  # noqa: S608
CONSULTATION_DRAFTS = """
SELECT number, title FROM votes_consultation WHERE ccg_id = %(ccg)s AND state = 'DRAFT' ORDER BY number DESC LIMIT 25
"""
OPEN_QUESTIONS = """
SELECT event.number, event.title, count(*) AS questions
  FROM votes_engagementevent event JOIN votes_engagementquestion question ON question.event_id = event.id
 WHERE event.ccg_id = %(ccg)s AND event.struck_at IS NULL AND event.held_at <= %(now)s AND question.replied_at IS NULL
 GROUP BY event.id ORDER BY event.held_at DESC LIMIT 25
"""


def owed(row: Any, now: datetime) -> Iterable[str]:
    """What a row of CONSULTATIONS lacks, by the rules that `queries.consultations.fact` asks: reply, stale, silence."""
    if reply_needed(row.opinion, improper=row.consulted_properly is False, replied=row.replied):
        yield "reply"
    papers = [(number, version_hash(text, rules)) for number, text, rules in row.papers or ()]
    if is_stale(row.papers_digest, papers_digest(papers, version_hash(row.text_hash, row.rules_hash))):
        yield "stale"
    if row.opinion is None and row.closes_at <= now:
        yield "silence"
