"""What was on record for an application at a moment: evidence, signatures, decision; one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.facts import read_facts, row_of
from models_abc.models import Application
from models_abc.rules.dossier import digest
from models_abc.terms import AttestationRole, DocumentKind

_LINKED = """
 WHERE link.application_id = %(application)s AND link.linked_at <= %(now)s
   AND (link.unlinked_at IS NULL OR link.unlinked_at > %(now)s) ORDER BY link.id"""
# The rows of each kind that counted; of those that replace each other, the last.
RECORD = {
    "ballots": """
SELECT ballot.id AS pk, ballot.number, ballot.title, link.linked_at
  FROM models_abc_mandateballot link JOIN votes_ballot ballot ON ballot.id = link.ballot_id"""
    + _LINKED,
    "consultations": """
SELECT asked.id AS pk, asked.number, asked.title
  FROM models_abc_applicationconsultation link JOIN votes_consultation asked ON asked.id = link.consultation_id"""
    + _LINKED,
    "waiver": """
SELECT reason FROM models_abc_consultationwaiver
 WHERE application_id = %(application)s AND recorded_at <= %(now)s ORDER BY id DESC LIMIT 1""",
    "vote_plan": """
SELECT votes_from_on, votes_until_on, result_by_on FROM models_abc_subjecttovote
 WHERE application_id = %(application)s AND recorded_at <= %(now)s ORDER BY id DESC LIMIT 1""",
    "approval": """
SELECT approval.id AS pk, approval.held_on, approval.minute_reference, approval.papers_digest,
       json_build_object('name', document.name, 'sha256', document.sha256) AS document
  FROM models_abc_governingbodyapproval approval JOIN shared_document document ON document.id = approval.document_id
 WHERE approval.application_id = %(application)s AND approval.recorded_at <= %(now)s
 ORDER BY approval.id DESC LIMIT 1""",
    "attestations": """
SELECT signed.id AS pk, signed.role, signed.person_id, signed.person_name, signed.statement, signed.papers_digest,
       signed.signed_at, withdrawal.withdrawn_at,
       post.starts_at <= signed.signed_at AND (post.ends_at IS NULL OR post.ends_at > signed.signed_at) AS in_post,
       (SELECT json_agg(json_build_object('starts_at', held.starts_at, 'ends_at', held.ends_at)) FROM ccgs_post held
         WHERE held.ccg_id = %(ccg)s AND held.person_id = signed.person_id AND held.role = signed.role) AS posts
  FROM models_abc_attestation signed JOIN ccgs_post post ON post.id = signed.post_id
  LEFT JOIN models_abc_attestationwithdrawal withdrawal ON withdrawal.attestation_id = signed.id
 WHERE signed.application_id = %(application)s AND signed.signed_at <= %(now)s ORDER BY signed.id""",
    "documents": """
SELECT row.id AS pk, row.kind, row.added_at,
       json_build_object('name', document.name, 'sha256', document.sha256, 'size', document.size) AS document
  FROM models_abc_applicationdocument row JOIN shared_document document ON document.id = row.document_id
 WHERE row.application_id = %(application)s AND row.added_at <= %(now)s
   AND (row.removed_at IS NULL OR row.removed_at > %(now)s) ORDER BY row.kind, row.id""",
    "late": """
SELECT reason, decided_by_name, decided_at, until_at FROM models_abc_latedecision
 WHERE application_id = %(application)s AND decided_at <= %(now)s ORDER BY id DESC LIMIT 1""",
    "submission": """
SELECT submitted_at FROM models_abc_submission
 WHERE application_id = %(application)s AND submitted_at <= %(now)s""",
    "decision": """
SELECT decision.outcome, (
           SELECT json_agg(json_build_object('number', condition.number, 'text', condition.text,
                                             'met_at', condition.met_at) ORDER BY condition.number)
             FROM models_abc_condition condition WHERE condition.decision_id = decision.id) AS conditions
  FROM models_abc_decision decision
 WHERE decision.application_id = %(application)s AND decision.decided_at <= %(now)s
 ORDER BY decision.id DESC LIMIT 1""",
    "agreement": """
SELECT ccg_signed_at, nhs_england_signed_at FROM models_abc_delegationagreement
 WHERE application_id = %(application)s AND issued_at <= %(now)s""",
}


@dataclass(frozen=True)
class OnRecord:
    """The rows of an application that counted at `at`; the last of a kind where only one counts.

    `ballots_sent`: those of `ballots` that went in with the submission; all of them before it.
    """

    row: Application
    at: datetime
    constitution: Any
    ballots: tuple[Any, ...]
    ballots_sent: tuple[Any, ...]
    consultations: tuple[Any, ...]
    waiver: str
    vote_plan: Any
    approval: Any
    attestations: tuple[Any, ...]
    documents: tuple[Any, ...]
    late: Any
    submission: Any
    decision: Any
    agreement: Any

    @property
    def documents_digest(self) -> str:
        """Hash of the documents alone: what the governing body's approval is compared with."""
        return digest({"documents": sorted((d.kind, d.document.sha256) for d in self.documents)})

    @property
    def papers_digest(self) -> str:
        """Hash of all that an attestation is about: terms, mandate, constitution, approval and documents.

        The vote that an application was submitted subject to is linked after it was signed for: the signatures stand.
        """
        return digest(
            {
                "model_sought": self.row.model_sought,
                "go_live_on": self.row.go_live_on,
                "round": self.row.round_id,
                "ballots": sorted(ballot.pk for ballot in self.ballots_sent),
                "constitution": self.constitution.text_hash if self.constitution else "",
                "voting_rules": self.constitution.rules_hash if self.constitution else "",
                "consultations": sorted(consultation.pk for consultation in self.consultations),
                "approval": self.approval.pk if self.approval else None,
                "documents": sorted((d.kind, d.document.sha256) for d in self.documents),
            }
        )


def _was_held(posts: Any, at: datetime) -> bool:
    held = map(row_of, posts or ())
    return any(post.starts_at <= at and (post.ends_at is None or at < post.ends_at) for post in held)


def _as_it_was(row: Any, at: datetime) -> Any:
    """The row as its history has it at `at`; itself when nothing was on record yet."""
    old = row.history.filter(history_date__lte=at).order_by("-history_date", "-history_id").first()
    return old.instance if old is not None else row


def on_record(application: Application, at: datetime, *, past: bool = False) -> OnRecord:
    """What was on record at `at`. `past`: read the rows that change from their history, not as they are now."""
    row, constitution = application, application.constitution
    if past:
        row = _as_it_was(application, at)
        row.ccg, row.round = application.ccg, application.round
        constitution = _as_it_was(row.constitution, at) if row.constitution_id else None
    found = read_facts(RECORD, {"application": application.pk, "ccg": application.ccg_id, "now": at})
    last = {name: next(iter(rows), None) for name, rows in found.items()}
    submission = last["submission"]
    for document in found["documents"]:
        document.kind_name, document.document = DocumentKind(document.kind).label, row_of(document.document)
    for signed in found["attestations"]:
        signed.role_name = AttestationRole(signed.role).label
        signed.in_post_at_check = _was_held(signed.posts, submission.submitted_at if submission else at)
    if last["approval"] is not None:
        last["approval"].document = row_of(last["approval"].document)
    if last["decision"] is not None:
        last["decision"].conditions = [row_of(one) for one in last["decision"].conditions or ()]
    sent_at = submission.submitted_at if submission else at
    return OnRecord(
        row=row,
        at=at,
        constitution=constitution,
        ballots=tuple(found["ballots"]),
        ballots_sent=tuple(ballot for ballot in found["ballots"] if ballot.linked_at <= sent_at),
        consultations=tuple(found["consultations"]),
        waiver=last["waiver"].reason if last["waiver"] else "",
        attestations=tuple(found["attestations"]),
        documents=tuple(found["documents"]),
        **{name: last[name] for name in ("vote_plan", "approval", "late", "submission", "decision", "agreement")},
    )
