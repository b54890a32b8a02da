"""The register of gifts and hospitality, and what the public sees of it (F-51)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ccgs.models import CCG
from ccgs.queries.posts import posts_in
from ccgs.terms import RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.models import Declarant, Gift
from conflicts.queries.registers import policy_at, register_is_published
from conflicts.rules.gifts import GIFTS, most_in_a_window, source_key, window_from
from conflicts.rules.publication import Scope, scope_on, still_public
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


def public_of_ccg(ccg: CCG, now: datetime, *, at: datetime | None = None) -> QuerySet[Gift]:
    """What the public register said at `at` (now when left out), as far as the public may still read it at `now`.

    Answered entries of those who were in the scope of publication (COI-10), until six months after they left (COI-08).
    """
    at = at or now
    policy = policy_at(ccg, london(at).date())
    if not register_is_published(ccg, at):
        return of_ccg(ccg).none()
    scope = scope_on(london(at).date(), publish_all=bool(policy and policy.publish_all))
    then = Gift.history.filter(ccg=ccg, history_date__lte=at, state__in=PUBLIC).values("id")
    return of_ccg(ccg).filter(state__in=PUBLIC, pk__in=then, person__in=_on_the_page(ccg, at, now, scope))


def _on_the_page(ccg: CCG, at: datetime, now: datetime, scope: Scope) -> list[int]:
    """Those whose offers were public at `at` and may be read at `now`: on no day they had left six months before."""
    rows = Declarant.objects.filter(ccg=ccg, starts_at__lte=at)
    if scope != Scope.ALL:
        rows = rows.filter(decision_maker=True)
    ends: dict[int, list[date | None]] = {}
    for person, ends_at in rows.values_list("person_id", "ends_at"):
        ends.setdefault(person, []).append(london(ends_at).date() if ends_at else None)
    on = max(london(at).date(), london(now).date())
    return [person for person, found in ends.items() if any(still_public(end, on) for end in found)]


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
    """The most that the same source gave the person in any 12 months with `offered_on` in them (GIF-05).

    Accepted either way. Offers of later days count too: whoever records them in another order comes to the same sum.
    """
    rows = Gift.objects.filter(
        ccg=ccg,
        person=person,
        kind__in=GIFTS,
        offered_on__gt=window_from(offered_on),
        state__in=(GiftState.RECORDED, GiftState.AWAITING_APPROVAL),
    ).exclude(answer=OfferAnswer.DECLINED)
    wanted = source_key(source_name)
    found = rows.values_list("source_name", "value_pence", "supplier", "offered_on")
    given = [(on, pence) for name, pence, supplier, on in found if not supplier and source_key(name) == wanted]
    return most_in_a_window(given, offered_on)


def standing(ccg: CCG, person: Person, now: datetime) -> Declarant | None:
    """As what somebody declares to the CCG now; None when they do not."""
    rows = Declarant.objects.filter(ccg=ccg, person=person, starts_at__lte=now)
    return rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by("-decision_maker", "starts_at").first()


def declarants_now(ccg: CCG, now: datetime) -> QuerySet[Person]:
    """Everybody who declares to the CCG now, for an officer who records for them."""
    rows = Declarant.objects.filter(ccg=ccg, starts_at__lte=now).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return Person.objects.filter(pk__in=rows.values("person")).order_by("name")


def waiting_for(person: Person, ccg: CCG, now: datetime, role: str) -> QuerySet[Gift]:
    """What the holder of an office answers as senior approver: the Accountable Officer, or for theirs the Guardian."""
    senior = posts_in(ccg, now).filter(role=RoleCode.ACCOUNTABLE_OFFICER).order_by().values("person")
    rows = of_ccg(ccg).filter(state=GiftState.AWAITING_APPROVAL).exclude(person=person).exclude(declared_by=person)
    return rows.filter(person__in=senior) if role == RoleCode.GUARDIAN else rows.exclude(person__in=senior)


def with_token(token: UUID, by: Person) -> Gift | None:
    """The entry that this person already sent with this form."""
    return Gift.objects.filter(form_token=token, declared_by=by).first()


def earlier_offers(gift: Gift) -> list[Any]:
    """Other entries of the same source to the same person, for the register's column of previous offers."""
    rows = Gift.objects.filter(ccg=gift.ccg_id, person=gift.person_id).exclude(pk=gift.pk)
    rows = rows.exclude(state=GiftState.WITHDRAWN).select_related("ccg").order_by("-offered_on")
    return [row for row in rows[:200] if source_key(row.source_name) == source_key(gift.source_name)]
