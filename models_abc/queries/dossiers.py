"""What an application says of itself when it is sent: everything the region decides on, with hashes."""

from datetime import datetime
from typing import Any

from cocommission.shared.models import Person
from models_abc.models import Application
from models_abc.queries.records import on_record
from models_abc.rules.readiness import Requirement, requirements
from models_abc.rules.readiness.evidence import Evidence


def _proof(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "says": requirement.says,
        "rules": list(requirement.rules),
        "state": str(requirement.state),
        "warning": requirement.missing,
        "proof": [{"text": line.text, "url": line.url} for line in requirement.lines],
        "children": [_proof(child) for child in requirement.children],
    }


def dossier_facts(
    row: Application, evidence: Evidence, *, by: Person, now: datetime, subject_to_vote: bool
) -> dict[str, Any]:
    """The dossier as data: who, what, when, the evidence with its hashes, and the proof of each requirement."""
    record = on_record(row, now)
    approval, plan = record.approval, record.vote_plan
    return {
        "kind": "cocommission application dossier",
        "version": 1,
        "application": {"ccg": row.ccg.code, "name": row.ccg.name, "number": row.number},
        "round": {"slug": row.round.slug, "name": row.round.name, "closes_at": row.round.closes_at},
        "model_sought": row.model_sought,
        "go_live_on": row.go_live_on,
        "submitted_at": now,
        "submitted_by": by.name,
        "subject_to_vote": (
            {"from": plan.votes_from_on, "until": plan.votes_until_on, "result_by": plan.result_by_on}
            if subject_to_vote and plan
            else None
        ),
        "constitution": (
            {
                "number": record.constitution.number,
                "text_sha256": record.constitution.text_hash,
                "voting_rules_sha256": record.constitution.rules_hash,
            }
            if record.constitution
            else None
        ),
        "ballots": [
            {
                "title": ballot.title,
                "questions": [
                    {
                        "number": question.number,
                        "kind": question.kind,
                        "outcome": question.outcome,
                        "figures": question.figures,
                        "text_sha256": question.text_hash,
                        "voting_rules_sha256": question.rules_hash,
                    }
                    for question in ballot.questions
                ],
            }
            for ballot in evidence.ballots
        ],
        "consultations": [
            {"lmc": fact.lmc, "answer": fact.answer, "opinion": fact.opinion, "closed_at": fact.closes_at}
            for fact in evidence.consultations
        ],
        "governing_body": (
            {
                "held_on": approval.held_on,
                "minute": approval.minute_reference,
                "document": approval.document.name,
                "sha256": approval.document.sha256,
            }
            if approval
            else None
        ),
        "attestations": [
            {
                "role": signed.role,
                "name": signed.person_name,
                "signed_at": signed.signed_at,
                "statement": signed.statement,
                "papers_sha256": signed.papers_digest,
            }
            for signed in record.attestations
            if signed.withdrawn_at is None
        ],
        "documents": [
            {"kind": d.kind, "name": d.document.name, "size": d.document.size, "sha256": d.document.sha256}
            for d in record.documents
        ],
        "proof": [_proof(requirement) for requirement in requirements(evidence, now=now)],
    }
