"""Who may answer a consultation, and what is known before one opens (LMC-01, LMC-03)."""

from collections.abc import Iterable
from datetime import date, datetime

from ccgs.models import CCG, LMC, LMCArea
from ccgs.models.constitutions import hash_of_text
from ccgs.models.lmcs import in_area
from ccgs.queries.posts import holders, posts_of
from ccgs.rules.posts import CCG_OFFICERS
from ccgs.terms import ROLES, ConstitutionState, RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from votes.models import Consultation
from votes.queries.consultations import current_papers
from votes.rules.consultations import Answerer, OpeningEvidence
from votes.terms.consultations import ConsultationState

NO_TEXT = hash_of_text("")


def covering_lmcs(ccg: CCG, on: date) -> list[LMC]:
    """The LMCs whose area takes in the CCG on that day."""
    return list(LMC.objects.filter(areas__in=LMCArea.objects.filter(in_area(on), ccg=ccg)).distinct().order_by("name"))


def authors(consultation: Consultation) -> set[int]:
    """Ids of those who wrote the proposal: who drafted it and who added its papers."""
    return {consultation.drafted_by_id, *(paper.added_by_id for paper in consultation.papers.all())}


def officers(ccg: CCG, now: datetime) -> dict[int, list[str]]:
    """Who holds an office of the CCG now, as person id -> names of the offices.

    Which posts are offices follows the practice reported of Londonwide LMCs: "an LMC officer may be an ordinary CCG
    board member but not a CCG officer" (LMC-03).
    """
    found: dict[int, list[str]] = {}
    for role in CCG_OFFICERS:
        for person in holders(ccg, role, now):
            found.setdefault(person.pk, []).append(ROLES[role].display_name)
    return found


def reviewers(consultation: Consultation, now: datetime) -> tuple[list[Person], list[Person]]:
    """The LMC's reviewers now: those who can answer this consultation, and those who are barred from it."""
    barred = {*officers(consultation.ccg, now), *authors(consultation)}
    people = holders(consultation.lmc, RoleCode.LMC_REVIEWER, now)
    return [p for p in people if p.pk not in barred], [p for p in people if p.pk in barred]


def answerer(consultation: Consultation, person: Person, now: datetime) -> Answerer:
    """This person's part in it at this moment."""
    posts = posts_of(person, now)
    return Answerer(
        reviews_for_lmc=any(p.role == RoleCode.LMC_REVIEWER and p.lmc_id == consultation.lmc_id for p in posts),
        offices_in_ccg=tuple(
            ROLES[p.role].display_name for p in posts if p.ccg_id == consultation.ccg_id and p.role in CCG_OFFICERS
        ),
        wrote_it=person.pk in authors(consultation),
    )


def _other_lmcs(consultation: Consultation, covering: Iterable[LMC]) -> tuple[str, ...]:
    consulted = set(
        Consultation.objects.filter(ccg=consultation.ccg_id, kind=consultation.kind)
        .exclude(state__in=[ConsultationState.DRAFT, ConsultationState.WITHDRAWN])
        .values_list("lmc_id", flat=True)
    )
    return tuple(lmc.name for lmc in covering if lmc.pk != consultation.lmc_id and lmc.pk not in consulted)


def opening_evidence(consultation: Consultation, now: datetime) -> OpeningEvidence:
    """What the rule of opening asks about, read now."""
    free, barred = reviewers(consultation, now)
    covering = covering_lmcs(consultation.ccg, london(now).date())
    constitution = consultation.constitution
    return OpeningEvidence(
        state=consultation.state,
        kind=consultation.kind,
        question=consultation.question,
        papers=len(current_papers(consultation)),
        closes_at=consultation.closes_at,
        lmc_covers_ccg=consultation.lmc_id in {lmc.pk for lmc in covering},
        reviewers_free=len(free),
        reviewers_barred=tuple(person.name for person in barred),
        other_lmcs=_other_lmcs(consultation, covering),
        constitution_bound=constitution is not None,
        constitution_has_text=constitution is not None and constitution.text_hash not in ("", NO_TEXT),
        constitution_usable=constitution is None or constitution.state != ConstitutionState.SUPERSEDED,
    )
