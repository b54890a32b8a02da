"""Reads of breaches: who may see which, what waits, what the public reads each quarter (F-53)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccgs.models import CCG, Post
from ccgs.queries.posts import live
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.models import Breach, Declarant, RegisterPolicy
from conflicts.rules.breaches import quarter_of, quarter_words
from conflicts.terms.breaches import BreachState

UNASSIGNED = (BreachState.DRAFT, BreachState.REPORTED)
PUBLIC_REPORTS_AN_HOUR = 20


@dataclass(frozen=True, slots=True)
class PublicBreach:
    """One published breach: nothing from which a person could be known but what the Guardian wrote."""

    number: int
    kind: str
    happened_on: date
    control: str
    text: str
    learning: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the public page, with the breaches that happened in it; none is said too (BRE-02)."""

    first: date
    after: date
    words: str
    breaches: list[PublicBreach]
    current: bool


def for_guardian(ccgs: Iterable[CCG], person: Person) -> QuerySet[Breach]:
    """Every breach of these CCGs except those about the Guardian who reads."""
    return Breach.objects.filter(ccg__in=ccgs).exclude(person=person).select_related("ccg", "investigator")


def investigated_by(person: Person, now: datetime) -> QuerySet[Breach]:
    """What somebody was asked to investigate in a CCG where they still hold a post."""
    held = Post.objects.filter(live(now), person=person, ccg=OuterRef("ccg"))
    return Breach.objects.filter(Exists(held), investigator=person).select_related("ccg", "investigator")


def for_person(ccg: CCG, person: Person, now: datetime, *, guards: bool) -> QuerySet[Breach]:
    """What somebody sees: the Guardian all but their own matters, others what they report or investigate."""
    if guards:
        return for_guardian([ccg], person)
    mine = Q(reported_by=person) | Q(pk__in=investigated_by(person, now).values("pk"))
    return Breach.objects.filter(mine, ccg=ccg).exclude(person=person).select_related("ccg", "investigator")


def names_of_ccg(breach: Breach) -> list[str]:
    """Every name that a published text must not hold: people with a post there ever, declarants, the reporter."""
    ccg = breach.ccg
    of_practices = Q(practice__versions__ccg=ccg)
    people = set(Post.objects.filter(Q(ccg=ccg) | of_practices).values_list("person_id", flat=True))
    people |= set(Declarant.objects.filter(ccg=ccg).values_list("person_id", flat=True))
    people |= {pk for pk in (breach.reported_by_id, breach.person_id, breach.investigator_id) if pk}
    names = list(Person.objects.filter(pk__in=people).order_by("name").values_list("name", flat=True))
    return [*names, breach.reporter_name] if breach.reporter_name else names


def possible_investigators(breach: Breach, now: datetime) -> QuerySet[Person]:
    """Those who hold a post in the CCG and neither reported it nor are whom it is about."""
    held = Post.objects.filter(live(now), ccg=breach.ccg).values("person_id")
    people = Person.objects.filter(pk__in=held)
    if breach.reported_by_id:
        people = people.exclude(pk=breach.reported_by_id)
    if breach.person_id:
        people = people.exclude(pk=breach.person_id)
    return people.order_by("name", "pk")


def public_reports_since(ccg: CCG, since: datetime) -> int:
    """How many reports came from people who are not signed in."""
    unsigned = Breach.objects.filter(ccg=ccg, reported_by__isnull=True, key__startswith="form:")
    return unsigned.filter(reported_at__gt=since).count()


def too_many_public_reports(ccg: CCG, now: datetime) -> bool:
    """Whether the public form rests for a while: somebody may be flooding it."""
    return public_reports_since(ccg, now - timedelta(hours=1)) >= PUBLIC_REPORTS_AN_HOUR


def published_breaches(ccg: CCG) -> list[PublicBreach]:
    """What the public reads, the latest first. One statement."""
    rows = Breach.objects.filter(ccg=ccg, state=BreachState.PUBLISHED).order_by("-happened_on", "-number")
    return [_public(row) for row in rows]


def _public(row: Breach) -> PublicBreach:
    if row.published_at is None:
        raise ValueError("a published breach has the moment of its publication")
    kind = str(row.get_kind_display())
    return PublicBreach(row.number, kind, row.happened_on, "", row.public_text, "", row.published_at)


def quarters(ccg: CCG, now: datetime) -> list[Quarter]:
    """Every quarter since the registers are public or the first breach, this one first, with none where none was."""
    today = london(now).date()
    found = published_breaches(ccg)
    since = RegisterPolicy.objects.filter(ccg=ccg, published_on__lte=today).order_by("published_on")
    begins = [row.happened_on for row in found] + [on for on in since.values_list("published_on", flat=True)[:1] if on]
    return list(_quarters(found, min(begins, default=today), today))


def _quarters(found: list[PublicBreach], begins: date, today: date) -> Iterable[Quarter]:
    first, after = quarter_of(today)
    current = True
    while after > begins:
        inside = [row for row in found if first <= row.happened_on < after]
        yield Quarter(first, after, quarter_words(first, after), inside, current)
        first, after = quarter_of(first - timedelta(days=1))
        current = False
