"""Reads of LMC consultations: what was asked, answered and replied, as plain facts at a moment (F-18)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from ccgs.models import VotingRule
from cocommission.shared.pages import url_to
from votes.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationExtension,
    ConsultationPaper,
    ConsultationReply,
)
from votes.queries.consultation_facts import AnswerFact, ConsultationFact, PaperFact
from votes.rules.consultations import is_stale, papers_digest, reply_needed, state_at, version_hash, window
from votes.terms.consultations import ConsultationState, Opinion


def with_everything(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """The rows with all that a fact needs, in five statements. File contents and long texts stay where they are."""
    papers = (
        ConsultationPaper.objects.filter(removed_at__isnull=True)
        .select_related("constitution", "document")
        .defer("document__content", "constitution__text")
        .order_by("number", "version")
    )
    return (
        consultations.select_related("ccg", "lmc", "constitution")
        .defer("constitution__text")
        .prefetch_related(
            Prefetch("papers", papers),
            Prefetch("answers", ConsultationAnswer.objects.order_by("number")),
            Prefetch("replies", ConsultationReply.objects.order_by("pk")),
            Prefetch("extensions", ConsultationExtension.objects.order_by("extended_at", "pk")),
        )
    )


def current_papers(consultation: Consultation, at: datetime | None = None) -> list[ConsultationPaper]:
    """The latest version of each paper that was not taken out; with `at`, of those added by then."""
    latest: dict[int, ConsultationPaper] = {}
    for paper in consultation.papers.all():
        if paper.removed_at is None and (at is None or paper.added_at <= at):
            known = latest.get(paper.number)
            if known is None or paper.version > known.version:
                latest[paper.number] = paper
    return [latest[number] for number in sorted(latest)]


def digest_of(consultation: Consultation, at: datetime | None = None) -> str:
    """`papers_digest` of the papers as they stand, with text and voting rules of the constitution as they are now."""
    version = consultation.constitution
    return papers_digest(
        [(paper.number, paper.bound_hash) for paper in current_papers(consultation, at)],
        version_hash(version.text_hash, version.rules_hash) if version is not None else "",
    )


def paper_facts(consultation: Consultation, at: datetime | None = None) -> tuple[PaperFact, ...]:
    """The papers as they stand."""
    opened = consultation.opened_at is not None
    return tuple(
        PaperFact(
            id=paper.pk,
            number=paper.number,
            version=paper.version,
            title=paper.title,
            sha256=paper.live_hash,
            changed=opened and (paper.version > 1 or paper.live_hash != paper.sha256),
            file_name=paper.document.name if paper.document is not None else "",
            size=paper.document.size if paper.document is not None else 0,
            constitution_id=paper.constitution_id,
            reason=paper.reason,
            added_at=paper.added_at,
        )
        for paper in current_papers(consultation, at)
    )


def _answers(consultation: Consultation, at: datetime, digest: str) -> tuple[AnswerFact, ...]:
    replies: dict[int, list[ConsultationReply]] = {}
    for reply in consultation.replies.all():
        if reply.replied_at <= at:
            replies.setdefault(reply.answer_id, []).append(reply)
    return tuple(
        AnswerFact(
            id=answer.pk,
            number=answer.number,
            consulted_properly=answer.consulted_properly,
            consulted_text=answer.consulted_text,
            opinion=answer.opinion,
            opinion_name=str(Opinion(answer.opinion).label),
            opinion_text=answer.opinion_text,
            comments=answer.comments,
            late=answer.late,
            stale=is_stale(answer.papers_digest, digest),
            answered_at=answer.answered_at,
            answered_by_name=answer.answered_by_name,
            papers_seen=tuple(answer.papers_seen),
            replies=tuple(replies.get(answer.pk, [])),
        )
        for answer in consultation.answers.all()
        if answer.answered_at <= at
    )


def close_as_at(consultation: Consultation, at: datetime) -> datetime | None:
    """The closing time that stood at `at`: an extension made later does not count yet."""
    later = [extension for extension in consultation.extensions.all() if extension.extended_at > at]
    return later[0].closed_before_at if later else consultation.closes_at


def state_as_at(consultation: Consultation, at: datetime) -> str:
    """The state that people saw at `at`: what was done later is not done yet."""
    if consultation.opened_at is None or at < consultation.opened_at:
        stored = consultation.state if consultation.opened_at is None else ConsultationState.DRAFT
    elif consultation.withdrawn_at is not None and consultation.withdrawn_at <= at:
        stored = ConsultationState.WITHDRAWN
    else:
        stored = ConsultationState.OPEN
    return state_at(stored, close_as_at(consultation, at), at)


def fact(consultation: Consultation, at: datetime) -> ConsultationFact:
    """One consultation (fetched by `with_everything`) as it stood at `at`."""
    digest = digest_of(consultation, at)
    answers = _answers(consultation, at, digest)
    counting = [answer for answer in answers if not answer.late]
    answer = counting[-1] if counting else None
    state = state_as_at(consultation, at)
    closed = state == ConsultationState.CLOSED
    opened_at, closes_at = consultation.opened_at, close_as_at(consultation, at)
    constitution = consultation.constitution
    replied = answer is not None and bool(answer.replies)
    return ConsultationFact(
        id=consultation.pk,
        number=consultation.number,
        ccg_code=consultation.ccg.code,
        ccg_name=consultation.ccg.name,
        lmc_code=consultation.lmc.code,
        lmc_name=consultation.lmc.name,
        kind=consultation.kind,
        kind_name=consultation.get_kind_display(),
        title=consultation.title,
        question=consultation.question,
        state=state,
        state_name=str(ConsultationState(state).label),
        opened_at=opened_at,
        closes_at=closes_at,
        window=window(opened_at, closes_at) if opened_at and closes_at else None,
        closed=closed,
        closed_at=closes_at if closed else None,
        answered=answer is not None,
        consulted_properly=answer.consulted_properly if answer else None,
        opinion=answer.opinion if answer else None,
        opinion_name=answer.opinion_name if answer else "",
        no_response=closed and answer is None,
        stale=answer is not None and answer.stale,
        reply_needed=reply_needed(
            answer.opinion if answer else None,
            improper=answer is not None and not answer.consulted_properly,
            replied=replied,
        ),
        replied=replied,
        replied_at=answer.replies[-1].replied_at if answer and answer.replies else None,
        late_answer=any(found.late for found in answers),
        answer=answer,
        answers=answers,
        papers=paper_facts(consultation, at),
        papers_digest=digest,
        constitution_id=consultation.constitution_id,
        constitution_number=str(constitution.number) if constitution is not None else "",
        constitution_text_hash=constitution.text_hash if constitution is not None else "",
        constitution_rules_hash=constitution.rules_hash if constitution is not None else "",
        constitution_url=_page_of(consultation),
        changed_since_opening=bool(consultation.opening_digest) and digest != consultation.opening_digest,
        extensions=tuple(row for row in consultation.extensions.all() if row.extended_at <= at),
        published_at=consultation.published_at,
        summary=consultation.summary,
        further_to_id=consultation.further_to_id,
        url=consultation.url,
        lmc_url=consultation.lmc_url,
    )


def _page_of(consultation: Consultation) -> str:
    """The public page of the version that is asked about, once it was proposed to the members."""
    version = consultation.constitution
    proposed = version is not None and version.proposed_at is not None
    return url_to("ccg-constitution", consultation.ccg, number=version.number) if version and proposed else ""


def voting_rules_asked_about(consultation: Consultation) -> list[tuple[int, str, str]]:
    """The voting rules of the versions that the answer is bound to: version's number, what it decides, in words."""
    versions = {paper.constitution_id for paper in current_papers(consultation)} | {consultation.constitution_id}
    rules = VotingRule.objects.filter(constitution__in=versions - {None}).select_related("constitution")
    return [
        (rule.constitution.number, str(rule.get_decides_display()), rule.terms.sentence())
        for rule in rules.defer("constitution__text").order_by("constitution__number", "decides")
    ]


def facts(consultations: Iterable[Consultation], at: datetime) -> list[ConsultationFact]:
    """`fact` of each."""
    return [fact(consultation, at) for consultation in consultations]


def consultations_for(ccg: Any, kind: str | None, at: datetime) -> list[ConsultationFact]:
    """Consultations of a CCG that were opened by `at` and not withdrawn, the latest first.

    `kind` is a ConsultationKind, or None for all. A constitution is compared as it is now. Five statements,
    however many there are.
    """
    rows = Consultation.objects.filter(ccg=ccg, opened_at__lte=at).exclude(withdrawn_at__lte=at)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return facts(with_everything(rows).order_by("-opened_at", "-number"), at)


def of_ccg(ccg: Any) -> QuerySet[Consultation]:
    """Every consultation of the CCG, drafts too: for those who may see its working papers."""
    return Consultation.objects.filter(ccg=ccg).order_by("-number")


def public_of_ccg(ccg: Any) -> QuerySet[Consultation]:
    """Those that were opened: everyone may know what is asked. What was answered is public once it is published."""
    return of_ccg(ccg).filter(opened_at__isnull=False)


def of_lmc(lmc: Any) -> QuerySet[Consultation]:
    """What the LMC was asked: all that were ever opened. Drafts are the CCG's own."""
    return Consultation.objects.filter(lmc=lmc, opened_at__isnull=False).order_by("-opened_at", "-pk")
