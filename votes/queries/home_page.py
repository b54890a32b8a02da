"""What the home page of a CCG asks of this app, each as one SELECT (see `cocommission.shared.panels`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from votes.rules.consultations import is_stale, papers_digest, reply_needed, version_hash

BALLOTS = """
SELECT number, title, state, opens_at, closes_at FROM votes_ballot
 WHERE ccg_id = %(ccg)s AND state IN ('OPENED', 'CLOSED', 'COUNTED', 'CERTIFIED', 'CHALLENGED')
 ORDER BY closes_at, id LIMIT 100
"""
# Each with its answer that counts (the last one before the close) and what its digest of papers is made of.
CONSULTATIONS = """
SELECT consultation.id, consultation.number, consultation.title, lmc.name AS lmc_name, consultation.closes_at,
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
  LEFT JOIN ccgs_constitution constitution ON constitution.id = consultation.constitution_id
  LEFT JOIN LATERAL (SELECT id, opinion, consulted_properly, papers_digest FROM votes_consultationanswer
       WHERE consultation_id = consultation.id AND NOT late ORDER BY number DESC LIMIT 1) answer ON true
 WHERE consultation.ccg_id = %(ccg)s AND consultation.opened_at <= %(now)s
   AND (consultation.withdrawn_at IS NULL OR consultation.withdrawn_at > %(now)s)
 ORDER BY consultation.number DESC LIMIT 25
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
