"""Consultations as plain rows at a moment, for lists and for readiness; `queries.consultations` has all of one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cocommission.shared.facts import read_facts
from cocommission.shared.pages import url_to
from votes.rules.consultations import is_stale, papers_digest, reply_needed, version_hash

# Each with its answer that counts (the last one before the close) and what its digest of papers is made of.
ASKED = """
SELECT consultation.id, consultation.number, consultation.title, lmc.name AS lmc_name, lmc.code AS lmc_code,
       ccg.name AS ccg_name, ccg.code AS ccg_code, consultation.opening_digest,
       coalesce((SELECT extension.closed_before_at FROM votes_consultationextension extension
                  WHERE extension.consultation_id = consultation.id AND extension.extended_at > %(now)s
                  ORDER BY extension.extended_at, extension.id LIMIT 1), consultation.closes_at) AS closes_at,
       consultation.further_to_id, consultation.published_at, consultation.opened_at, consultation.withdrawn_at,
       coalesce(constitution.text_hash, '') AS text_hash,
       coalesce(constitution.rules_hash, '') AS rules_hash, answer.opinion, answer.consulted_properly,
       answer.papers_digest,
       EXISTS (SELECT 1 FROM votes_consultationreply reply WHERE reply.answer_id = answer.id
                  AND reply.replied_at <= %(now)s) AS replied,
       (SELECT json_agg(json_build_array(paper.number, paper.text_hash, paper.rules_hash)) FROM (
            SELECT DISTINCT ON (paper.number) paper.number, coalesce(bound.text_hash, paper.sha256) AS text_hash,
                   coalesce(bound.rules_hash, '') AS rules_hash
              FROM votes_consultationpaper paper
              LEFT JOIN ccgs_constitution bound ON bound.id = paper.constitution_id
             WHERE paper.consultation_id = consultation.id AND paper.removed_at IS NULL AND paper.added_at <= %(now)s
             ORDER BY paper.number, paper.version DESC) paper) AS papers
  FROM votes_consultation consultation
  JOIN ccgs_lmc lmc ON lmc.id = consultation.lmc_id
  JOIN ccgs_ccg ccg ON ccg.id = consultation.ccg_id
  LEFT JOIN ccgs_constitution constitution ON constitution.id = consultation.constitution_id
  LEFT JOIN LATERAL (SELECT id, opinion, consulted_properly, papers_digest FROM votes_consultationanswer
       WHERE consultation_id = consultation.id AND NOT late AND answered_at <= %(now)s
       ORDER BY number DESC LIMIT 1) answer ON true
"""


def _digest(row: Any) -> str:
    """What an answer to the papers as they stand would be bound to."""
    papers = [(number, version_hash(text, rules)) for number, text, rules in row.papers or ()]
    return papers_digest(papers, version_hash(row.text_hash, row.rules_hash))


def _reply_needed(row: Any) -> bool:
    return reply_needed(row.opinion, improper=row.consulted_properly is False, replied=row.replied)


def owed(row: Any, now: datetime) -> Iterable[str]:
    """What a row of ASKED lacks, by the rules that `queries.consultations.fact` asks: reply, stale, silence."""
    if _reply_needed(row):
        yield "reply"
    if is_stale(row.papers_digest, _digest(row)):
        yield "stale"
    if row.opinion is None and row.closes_at <= now:
        yield "silence"


def rows_of(ids: Iterable[int], at: datetime) -> list[Any]:
    """These consultations as they stood at `at`, with what `queries.consultations.fact` says of each. One statement."""
    select = {"asked": f"{ASKED} WHERE consultation.id = ANY(%(ids)s) ORDER BY consultation.number DESC"}
    rows = read_facts(select, {"ids": list(ids), "now": at})["asked"]
    for row in rows:
        open_ = row.opened_at is not None and row.opened_at <= at
        withdrawn = row.withdrawn_at is not None and row.withdrawn_at <= at
        digest = _digest(row)
        row.url = url_to("consultation", code=row.ccg_code, number=row.number)
        row.closed = open_ and not withdrawn and row.closes_at is not None and row.closes_at <= at
        row.answered = row.opinion is not None
        row.no_response = row.closed and not row.answered
        row.stale = is_stale(row.papers_digest, digest)
        row.reply_needed = _reply_needed(row)
        row.changed_since_opening = bool(row.opening_digest) and digest != row.opening_digest
    return rows
