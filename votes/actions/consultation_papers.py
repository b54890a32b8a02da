"""Writes of the papers of an LMC consultation: free in the draft, versions with a reason afterwards."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Document, Person
from votes.actions.consultations import begin_consultation, tell_reviewers
from votes.models import Consultation, ConsultationPaper
from votes.queries.consultations import digest_of, with_everything
from votes.rules.consultation_acts import PAPERS, VERSION


def _next_number(consultation: Consultation) -> int:
    numbers = ConsultationPaper.objects.filter(consultation=consultation).values_list("number", flat=True)
    return max(numbers, default=0) + 1


@transaction.atomic
def add_paper(*, consultation: Consultation, title: str, file: Any, by: Person, now: datetime) -> ConsultationPaper:
    """Adds an uploaded file to a draft. Raises Refused for a file that is not taken, or once it opened."""
    consultation = begin_consultation(consultation, PAPERS, by=by, now=now)
    document = store_document(file, by=by, now=now)
    return ConsultationPaper(
        consultation=consultation,
        number=_next_number(consultation),
        title=title or document.name,
        document=document,
        sha256=document.sha256,
        added_at=now,
        added_by=by,
    ).record(by=by, at=now, why="Paper added")


@transaction.atomic
def add_constitution_paper(
    *, consultation: Consultation, constitution: Any, by: Person, now: datetime
) -> ConsultationPaper:
    """Adds the text of a constitution version of this CCG to a draft; the answer will be bound to its hash."""
    consultation = begin_consultation(consultation, PAPERS, by=by, now=now)
    if constitution.ccg_id != consultation.ccg_id:
        raise Refused("That constitution version belongs to another CCG.", field="constitution")
    return ConsultationPaper(
        consultation=consultation,
        number=_next_number(consultation),
        title=f"Constitution, version {constitution.number}",
        constitution=constitution,
        sha256=constitution.text_hash,
        added_at=now,
        added_by=by,
    ).record(by=by, at=now, why="Paper added")


@transaction.atomic
def remove_paper(*, paper: ConsultationPaper, by: Person, now: datetime) -> ConsultationPaper:
    """Takes a paper out of a draft. Refused once the LMC has seen it."""
    begin_consultation(paper.consultation, PAPERS, by=by, now=now)
    paper = ConsultationPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if paper.removed_at is not None:
        return paper
    paper.removed_at, paper.removed_by = now, by
    return paper.record(by=by, at=now, why="Paper removed")


@transaction.atomic
def add_paper_version(
    *, paper: ConsultationPaper, file: Any, reason: str, by: Person, now: datetime
) -> ConsultationPaper:
    """Adds a new version of a paper that the LMC has before it. Any answer given on the old one becomes outdated.

    Raises Refused without a reason, for the same bytes again, for the text of a constitution (edit that version
    instead) and for a withdrawn consultation.
    """
    consultation = begin_consultation(paper.consultation, VERSION, by=by, now=now)
    versions = ConsultationPaper.objects.filter(consultation=consultation, number=paper.number, removed_at__isnull=True)
    last = versions.order_by("-version").first()
    if last is None or last.document_id is None:
        raise Conflict(
            "You can replace only an uploaded file. This paper is the text of a constitution version, or was removed."
        )
    if not reason.strip():
        raise Refused("Enter what changed in the paper and why.", field="reason")
    document = store_document(file, by=by, now=now)
    if document.sha256 == last.sha256:
        raise Refused("This is the same file as the version before it.", field="file")
    added = ConsultationPaper(
        consultation=consultation,
        number=last.number,
        version=last.version + 1,
        title=last.title,
        document=document,
        sha256=document.sha256,
        reason=reason,
        added_at=now,
        added_by=by,
    ).record(by=by, at=now, why=reason)
    _tell_of_version(consultation, added, by=by, now=now)
    return added


def _tell_of_version(consultation: Consultation, paper: ConsultationPaper, *, by: Person, now: datetime) -> None:
    fresh = with_everything(Consultation.objects.filter(pk=consultation.pk)).get()
    enter(
        book=consultation.ccg.book,
        act="consultation.paper_changed",
        by=by,
        now=now,
        subject=consultation.subject,
        reason=paper.reason,
        facts={
            "paper": paper.number,
            "version": paper.version,
            "sha256": paper.sha256,
            "papers_digest": digest_of(fresh),
        },
    )
    tell_reviewers(
        consultation,
        key=f"paper:{paper.number}:{paper.version}",
        subject=f"A paper changed: {consultation.title}",
        text=(
            f"{consultation.ccg.name} replaced the paper {paper.title!r}.\n\nReason: {paper.reason}\n\nAn "
            f"answer to the earlier version no longer counts."
        ),
        now=now,
    )


def copy_paper(
    paper: ConsultationPaper, *, to: Consultation, number: int, by: Person, now: datetime
) -> ConsultationPaper:
    """The same paper, as it stands, in another draft; part of `draft_further_consultation`."""
    document: Document | None = paper.document
    return ConsultationPaper(
        consultation=to,
        number=number,
        title=paper.title,
        document=document,
        constitution=paper.constitution,
        sha256=paper.live_hash,
        added_at=now,
        added_by=by,
    ).record(by=by, at=now, why=f"Carried over from consultation {paper.consultation.number}")
