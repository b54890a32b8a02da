"""Who has to declare, what they declared and answered, and who has not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from ccgs.models import CCG
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.models import Declarant, DeclarationReturn, Interest
from conflicts.rules.prompts import Standing, earliest, standing
from conflicts.terms.interests import DeclarantGroup, InterestState, Occasion

ANSWERING = (Occasion.APPOINTMENT, Occasion.PERIODIC)
"""Declarations that answer a prompt by themselves; one made on change or at a meeting confirms only itself."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """One position whose holder was asked for their interests and has not answered in time."""

    person: Person
    position: str
    decision_maker: bool
    due_at: datetime
    occasion: Occasion
    last_at: datetime | None = None
    declarant_id: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How somebody stands with the registers of a CCG. `asked`: what they are asked now or next; None: not at all."""

    positions: tuple[str, ...]
    decision_maker: bool
    asked: Standing | None
    overdue: bool
    wanted: bool
    last_at: datetime | None
    live_entries: int


def live(now: datetime) -> Q:
    """Positions held at `now`."""
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def not_over(on: date) -> Q:
    """Entries that stand and had not ended on the day `on`."""
    return ~Q(state=InterestState.WITHDRAWN) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class LastAnswer(TypedDict):
    """What `with_last_answer` reads beside each row."""

    last_at: datetime | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Asked = WithAnnotations[Declarant, LastAnswer]
else:
    Asked = Declarant


def with_last_answer(rows: QuerySet[Declarant], now: datetime) -> QuerySet[Asked]:
    """The same rows, each with `last_at`: when its holder last answered the CCG's prompt, at `now` or before."""
    mine = {"ccg": OuterRef("ccg"), "person": OuterRef("person")}
    answers = DeclarationReturn.objects.filter(made_at__lte=now, **mine).order_by().values("person")
    standing_entries = Interest.objects.filter(declared_at__lte=now, occasion__in=ANSWERING, **mine)
    entries = standing_entries.exclude(state=InterestState.WITHDRAWN).order_by().values("person")
    return rows.annotate(
        last_at=Greatest(
            Subquery(answers.annotate(at=Max("made_at")).values("at")),
            Subquery(entries.annotate(at=Max("declared_at")).values("at")),
        )
    )


def declarants_of(ccg: CCG, now: datetime) -> QuerySet[Asked]:
    """The positions whose holders declare to `ccg` at `now`, with `last_at`."""
    rows = Declarant.objects.filter(live(now), ccg=ccg).select_related("person", "body")
    return with_last_answer(rows, now).order_by("person__name", "person_id", "starts_at", "pk")


def asked_of(row: Any) -> Standing:
    """What is asked of the holder of a row that has `last_at`."""
    return standing(row.starts_at, row.added_at, row.last_at)


def overdue(ccg: CCG, now: datetime) -> list[Overdue]:
    """Every position whose holder has not declared in time at `now`, the longest overdue first (COI-04). One query."""
    found = []
    for row in declarants_of(ccg, now):
        asked = asked_of(row)
        if asked.is_overdue(now):
            found.append(
                Overdue(
                    row.person,
                    row.position,
                    row.decision_maker,
                    asked.due_at,
                    asked.occasion,
                    asked.last_at,
                    row.pk,
                    row.group,
                )
            )
    return sorted(found, key=lambda one: (one.due_at, one.person.name, one.declarant_id))


def positions_of(person: Person, ccg: CCG, now: datetime) -> list[Any]:
    """The positions in which `person` declares to `ccg` at `now`, those of decision-makers first, with `last_at`."""
    rows = with_last_answer(Declarant.objects.filter(live(now), ccg=ccg, person=person), now)
    return list(rows.order_by("-decision_maker", "starts_at", "pk"))


def standing_of(person: Person, ccg: CCG, now: datetime) -> PersonStanding:
    """How `person` stands with the registers of `ccg` at `now`. Two queries."""
    rows = positions_of(person, ccg, now)
    asked = earliest(asked_of(row) for row in rows)
    return PersonStanding(
        positions=tuple(row.position for row in rows),
        decision_maker=any(row.decision_maker for row in rows),
        asked=asked,
        overdue=asked is not None and asked.is_overdue(now),
        wanted=asked is not None and asked.is_asked(now),
        last_at=rows[0].last_at if rows else None,
        live_entries=entries_of(person, ccg).filter(not_over(london(now).date())).count(),
    )


def is_declarant(person: Person | None, ccg: CCG, now: datetime) -> bool:
    """Whether `person` declares to `ccg` at `now`."""
    return person is not None and Declarant.objects.filter(live(now), ccg=ccg, person=person).exists()


def has_declared_since(person: Person, ccg: CCG, since: datetime) -> bool:
    """Whether `person` declared an interest to `ccg` at `since` or later, or answered that there is none (COI-05)."""
    return (
        DeclarationReturn.objects.filter(ccg=ccg, person=person, made_at__gte=since).exists()
        or Interest.objects.filter(ccg=ccg, person=person, declared_at__gte=since)
        .exclude(state=InterestState.WITHDRAWN)
        .exists()
    )


def entries_of(person: Person, ccg: CCG) -> QuerySet[Interest]:
    """Every entry that `person` declared to `ccg`, the newest first."""
    rows = Interest.objects.filter(ccg=ccg, person=person).select_related("ccg", "person", "body", "reviewed_by")
    return rows.order_by("-number")


def returns_of(person: Person, ccg: CCG) -> QuerySet[DeclarationReturn]:
    """What `person` answered to `ccg`, the newest first."""
    return DeclarationReturn.objects.filter(ccg=ccg, person=person).select_related("made_by").order_by("-made_at")


def working_list(ccg: CCG, *, filters: dict[str, Any], on: date) -> QuerySet[Interest]:
    """Entries for those who keep the register, the newest first.

    `filters`: `text` (person, organisation, description), `state`, `kind`, `late` (declared more than 28 days after
    becoming aware), `ended` ("yes", "no"), `group`; empty ones are left out.
    """
    rows = Interest.objects.filter(ccg=ccg).select_related("ccg", "person", "body", "reviewed_by")
    if text := str(filters.get("text") or "").strip():
        rows = rows.filter(
            Q(person__name__icontains=text) | Q(body__name__icontains=text) | Q(description__icontains=text)
        )
    for name in ("state", "kind"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("group") in DeclarantGroup:
        people = Declarant.objects.filter(ccg=ccg, group=filters["group"]).values("person")
        rows = rows.filter(person__in=people)
    if filters.get("late"):
        rows = rows.exclude(late_reason="")
    if filters.get("ended"):
        over = Q(ended_on__lte=on)
        rows = rows.filter(over) if filters["ended"] == "yes" else rows.exclude(over)
    return rows.order_by("-number")


def hands_on(interest: Interest) -> set[int]:
    """Everybody who changed an entry since it was last reviewed, or declared: none of them reviews it (COI-06)."""
    rows = interest.history.order_by("-history_date", "-history_id").values_list("state", "history_actor_id")
    unreviewed = takewhile(lambda row: row[0] != InterestState.COMPLETE, rows)
    return {actor for _, actor in unreviewed if actor is not None}


def waiting_for_review(ccg_ids: Iterable[int], person: Person) -> QuerySet[Interest]:
    """Entries of these CCGs that `person` may review, the oldest first: none of their own making (COI-06)."""
    signed = Interest.history.filter(id=OuterRef("id"), state=InterestState.COMPLETE).order_by("-history_id")
    since = Coalesce(Subquery(signed.values("history_id")[:1]), 0)
    changed = Interest.history.filter(id=OuterRef("pk"), history_actor_id=person.pk, history_id__gt=since)
    waiting = Interest.objects.filter(ccg__in=ccg_ids, state=InterestState.SUBMITTED).exclude(person=person)
    waiting = waiting.exclude(declared_by=person).exclude(Exists(changed)).select_related("ccg", "person")
    return waiting.order_by("declared_at", "pk")


def was_signed_off(interest: Interest) -> bool:
    """Whether somebody reviewed the entry, as it stands or as it stood before a change that waits."""
    return bool(interest.history.filter(state=InterestState.COMPLETE).exists())


def people_waiting(ccg: CCG) -> int:
    """How many entries wait for a review."""
    return Interest.objects.filter(ccg=ccg, state=InterestState.SUBMITTED).count()


def unique_people(rows: Iterable[Overdue]) -> int:
    """How many people a list of overdue positions is about."""
    return len({row.person.pk for row in rows})
