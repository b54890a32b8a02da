"""The register of gifts and hospitality, and what the public sees of it (F-51)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccgs.models import CCG
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.models import Declarant, Gift
from conflicts.queries.registers import policy_at, register_is_published
from conflicts.rules.gifts import GIFTS, source_key, window_from
from conflicts.rules.publication import Scope, scope_on
from conflicts.terms.gifts import GiftState, OfferAnswer

PUBLIC = (GiftState.RECORDED, GiftState.REFUSED)
SORTS = {
    "date": ("offered_on", "number"),
    "name": ("person__name", "number"),
    "value": ("value_pence", "number"),
    "source": ("source_name", "number"),
    "number": ("number",),
}


def of_ccg(ccg: CCG) -> QuerySet[Gift]:
    """Every entry of a CCG."""
    return Gift.objects.filter(ccg=ccg).select_related("ccg", "person", "approved_by")


def public_of_ccg(ccg: CCG, now: datetime) -> QuerySet[Gift]:
    """What the public sees today: answered entries, of those who are in the scope of publication (COI-10)."""
    if not register_is_published(ccg, now):
        return of_ccg(ccg).none()
    on = london(now).date()
    policy = policy_at(ccg, on)
    found = of_ccg(ccg).filter(state__in=PUBLIC)
    if scope_on(on, publish_all=bool(policy and policy.publish_all)) == Scope.ALL:
        return found
    decides = Declarant.objects.filter(ccg=ccg, person=OuterRef("person"), decision_maker=True, starts_at__lte=now)
    return found.filter(Exists(decides))


def arranged(rows: QuerySet[Gift], *, text: str = "", kind: str = "", sort: str = "-date") -> QuerySet[Gift]:
    """Those that have every word of `text` and are of a kind, sorted by a key of SORTS (`-` turns)."""
    for word in text.split():
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(position__icontains=word)
            | Q(source_name__icontains=word)
            | Q(details__icontains=word)
        )
    if kind:
        rows = rows.filter(kind=kind)
    turn = "-" if sort.startswith("-") else ""
    return rows.order_by(*(turn + name for name in SORTS[sort.removeprefix("-")]))


def earlier_pence(ccg: CCG, person: Person, source_name: str, offered_on: date) -> int:
    """What the same source gave the person in the 12 months up to `offered_on`, accepted either way (GIF-05)."""
    rows = Gift.objects.filter(
        ccg=ccg,
        person=person,
        kind__in=GIFTS,
        offered_on__gt=window_from(offered_on),
        offered_on__lte=offered_on,
        state__in=(GiftState.RECORDED, GiftState.AWAITING_APPROVAL),
    ).exclude(answer=OfferAnswer.DECLINED)
    wanted = source_key(source_name)
    found = rows.values_list("source_name", "value_pence", "supplier")
    return sum(pence for name, pence, supplier in found if not supplier and source_key(name) == wanted)


def standing(ccg: CCG, person: Person, now: datetime) -> Declarant | None:
    """As what somebody declares to the CCG now; None when they do not."""
    rows = Declarant.objects.filter(ccg=ccg, person=person, starts_at__lte=now)
    return rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by("-decision_maker", "starts_at").first()


def declarants_now(ccg: CCG, now: datetime) -> QuerySet[Person]:
    """Everybody who declares to the CCG now, for an officer who records for them."""
    rows = Declarant.objects.filter(ccg=ccg, starts_at__lte=now).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return Person.objects.filter(pk__in=rows.values("person")).order_by("name")


def with_token(token: UUID, by: Person) -> Gift | None:
    """The entry that this person already sent with this form."""
    return Gift.objects.filter(form_token=token, declared_by=by).first()


def earlier_offers(gift: Gift) -> list[Any]:
    """Other entries of the same source to the same person, for the register's column of previous offers."""
    rows = Gift.objects.filter(ccg=gift.ccg_id, person=gift.person_id).exclude(pk=gift.pk)
    rows = rows.exclude(state=GiftState.WITHDRAWN).select_related("ccg").order_by("-offered_on")
    return [row for row in rows[:200] if source_key(row.source_name) == source_key(gift.source_name)]
