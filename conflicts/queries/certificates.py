"""Answers of a self-certification, filled from the record, each with its proof (F-57)."""

from datetime import date, datetime

from django.db.models import QuerySet

from ccgs.models import CCG
from cocommission.shared.clock import day, london
from cocommission.shared.pages import url_to
from conflicts.models import Breach, ProcurementDecision, SelfCertification
from conflicts.queries.declarations import overdue
from conflicts.queries.registers import policy_at, register_is_published
from conflicts.queries.standing import guardian_facts, seats, trainees
from conflicts.rules.certificates import Answer
from conflicts.rules.standing import (
    audit_blockers,
    governing_body_blockers,
    guardian_blockers,
    lay_member_blockers,
    lay_members,
    policy_blockers,
)
from conflicts.rules.training import share_met
from conflicts.rules.values import value_on
from conflicts.terms.breaches import BreachState


def certificates(ccg: CCG) -> QuerySet[SelfCertification]:
    """Every self-certification of the CCG, latest first."""
    return SelfCertification.objects.filter(ccg=ccg).select_related("ccg").prefetch_related("attestations")


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def answers_now(ccg: CCG, from_on: date, to_on: date, now: datetime) -> list[Answer]:
    """What the record answers to each question at `now`, about the days from `from_on` until before `to_on`."""
    on = london(now).date()
    return [*_policy(ccg, on), *_people(ccg, on, now), *_training(ccg, on, now), *_registers(ccg, now),
            *_breaches(ccg, from_on, to_on, now)]  # fmt: skip


def _policy(ccg: CCG, on: date) -> list[Answer]:
    policy = policy_at(ccg, on)
    reviewed, audited = (policy.reviewed_on, policy.audited_on) if policy else (None, None)
    proof = url_to("registers", ccg)
    return [
        Answer(
            "policy",
            "Was the conflicts policy reviewed within 12 months?",
            not policy_blockers(reviewed, on),
            f"Last reviewed on {day(reviewed)}." if reviewed else "No review is recorded.",
            proof,
            "GOV-07",
        ),
        Answer(
            "audit",
            "Was the handling of conflicts audited within 12 months?",
            not audit_blockers(audited, on),
            f"Last audited on {day(audited)}." if audited else "No audit is recorded.",
            proof,
            "GOV-06",
        ),
    ]


def _people(ccg: CCG, on: date, now: datetime) -> list[Answer]:
    held = seats(ccg, now)
    people = url_to("ccg-people", ccg)
    board, guardians = governing_body_blockers(held, on), guardian_facts(ccg, now)
    wrong = guardian_blockers(guardians)
    recommended = value_on("lay_members_recommended", on).value
    return [
        Answer(
            "lay_members",
            f"Has the governing body at least {recommended} lay members?",
            not lay_member_blockers(held, on),
            f"{_count(lay_members(held), 'lay member')} in post.",
            people,
            "GOV-02",
        ),
        Answer(
            "governing_body",
            "Has the governing body the members that the law asks for?",
            not board,
            " ".join(blocker.missing for blocker in board) or "All are in post.",
            people,
            "GOV-03",
        ),
        Answer(
            "guardian",
            "Is one Conflicts of Interest Guardian in post, who chairs the audit committee?",
            not wrong,
            " ".join(blocker.missing for blocker in wrong) or f"{guardians[0].name} is in post.",
            people,
            "GOV-04",
        ),
    ]


def _training(ccg: CCG, on: date, now: datetime) -> list[Answer]:
    needed = trainees(ccg, now)
    trained = sum(one.until_on is not None for one in needed)
    share = value_on("training_share", on).value
    return [
        Answer(
            "training",
            f"Have at least {share}% of those who need it passed training module 1? The share is local policy.",
            share_met(trained, len(needed), on),
            f"{trained} of {len(needed)} have passed.",
            url_to("training", ccg),
            "GOV-05",
        )
    ]


def _registers(ccg: CCG, now: datetime) -> list[Answer]:
    public = register_is_published(ccg, now)
    late = len({row.person.pk for row in overdue(ccg, now) if row.decision_maker})
    decided = ProcurementDecision.objects.filter(ccg=ccg, decided_at__lte=now)
    waiting = decided.filter(published_at__isnull=True).count()
    return [
        Answer(
            "registers",
            "Are the registers published?",
            public,
            "They are public." if public else "They are not public.",
            url_to("register-interests", ccg),
            "COI-08",
        ),
        Answer(
            "declarations",
            "Has every decision-maker declared in time?",
            late == 0,
            f"{_count(late, 'decision-maker has', 'decision-makers have')} not declared in time.",
            url_to("registers", ccg),
            "COI-04",
        ),
        Answer(
            "procurement",
            "Is every procurement decision on the public register?",
            waiting == 0,
            f"{_count(decided.count(), 'decision')} recorded, {waiting} not published.",
            url_to("procurements", ccg),
            "PRO-01",
        ),
    ]


def _breaches(ccg: CCG, from_on: date, to_on: date, now: datetime) -> list[Answer]:
    rows = Breach.objects.filter(ccg=ccg, happened_on__gte=from_on, happened_on__lt=to_on)
    found = rows.exclude(state__in=(BreachState.DRAFT, BreachState.DISMISSED))
    late = sum(row.investigate_by_at is not None and (row.assigned_at or now) > row.investigate_by_at for row in found)
    hidden = found.filter(state=BreachState.CONCLUDED).count()
    return [
        Answer(
            "breaches",
            "Was every breach investigated in time, and published without names once concluded?",
            late == 0 and hidden == 0,
            f"{_count(found.count(), 'breach', 'breaches')} in the period, {late} not investigated in time, {hidden} "
            "concluded and not published.",
            url_to("breaches", ccg),
            "BRE-02",
        )
    ]
