"""The register of gifts and hospitality: for everybody, for who was offered something, for the senior approver."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, signed_in
from ccgs.views.acts import steps
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.exports import CSV, JSON, csv_file, json_file, xlsx_file
from conflicts.forms.gifts import GiftFilterForm
from conflicts.models import Gift
from conflicts.queries.gifts import (
    PUBLIC,
    arranged,
    earlier_offers,
    of_ccg,
    public_of_ccg,
    standing,
    waiting_for,
)
from conflicts.queries.open_data import gift_item
from conflicts.queries.registers import register_is_published
from conflicts.rules import gift_acts as acts
from conflicts.rules.gifts import (
    pounds,
    rules_of,
)
from conflicts.views.registers import crumbs

COLUMNS = (
    "Entry", "Recipient", "Position", "Date of offer", "Date of receipt", "What", "Details", "Estimated value in £",
    "Offered by", "Nature of their business", "Supplier", "Declined or accepted", "Reason", "Approver",
    "Date of approval", "Reason of the approver", "State", "Comments",
)  # fmt: skip
APPROVERS = frozenset({Permission.APPROVE_GIFTS, Permission.GUARD_CONFLICTS})
STEPS = ((acts.APPROVE, "gift-approve"), (acts.WITHDRAW, "gift-withdraw"))
"""What can be done with an entry."""
READERS = (Permission.KEEP_REGISTERS, Permission.APPROVE_GIFTS, Permission.GUARD_CONFLICTS)


def gifts_crumb(ccg: CCG) -> tuple[str, str]:
    """The register as a crumb."""
    return ("Gifts and hospitality", url_to("gifts", ccg))


def _reads_all(request: Request, ccg: CCG) -> bool:
    return any(request.may(permission, ccg) for permission in READERS)


def may_record(request: PersonRequest, ccg: CCG) -> bool:
    """Whether the person records offers: their own as one who declares, or for others as an officer."""
    return request.may(Permission.KEEP_REGISTERS, ccg) or standing(ccg, request.person, request.now) is not None


def _rows(request: Request, ccg: CCG) -> tuple[GiftFilterForm, bool, QuerySet[Gift]]:
    form = GiftFilterForm(request.GET or None)
    full = _reads_all(request, ccg) and bool(request.GET.get("full"))
    rows = of_ccg(ccg) if full else public_of_ccg(ccg, request.now, at=form.at_or(request.now))
    return form, full, arranged(rows, **form.wanted)


@require_safe
@ccg_page()
def gifts(request: Request, ccg: CCG) -> HttpResponse:
    """The public register; every entry with `?full=1` for those who keep it or approve."""
    form, full, rows = _rows(request, ccg)
    query, rest = request.GET.copy(), request.GET.copy()
    for name in ("sort", "page"):
        query.pop(name, None)
        rest.pop(name, None)
    rest.pop("full", None)
    at = form.at_or(request.now)
    public = register_is_published(ccg, at)
    own = [] if request.person is None else list(of_ccg(ccg).filter(person=request.person).order_by("-number")[:20])
    context = {
        "ccg": ccg,
        "form": form,
        "page": page_of(rows, request),
        "public": public,
        "at": at,
        "is_now": at == request.now,
        "full": full,
        "reads_all": _reads_all(request, ccg),
        "own": own,
        "may_record": signed_in(request) and may_record(request, ccg),
        "sort": form.wanted["sort"],
        "here": query.urlencode(),
        "rest": rest.urlencode(),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/gifts.jinja", context)


def row_of(gift: Gift) -> list[Any]:
    """An entry as the cells of COLUMNS."""
    return [
        f"{gift.ccg.code}-gift-{gift.number}", gift.person.name, gift.position, gift.offered_on, gift.received_on,
        gift.get_kind_display(), gift.details, Decimal(gift.value_pence).scaleb(-2), gift.source_name,
        gift.source_business,
        gift.supplier, gift.get_answer_display(), gift.reason, gift.approver_position,
        london(gift.approved_at).date() if gift.approved_at else None, gift.approval_reason,
        gift.get_state_display(), gift.comments,
    ]  # fmt: skip


@require_safe
@ccg_page()
def gifts_file(request: Request, ccg: CCG, form: str) -> HttpResponseBase:
    """The public register as a file, read from the database row by row."""
    filters = GiftFilterForm(request.GET or None)
    at = filters.at_or(request.now)
    rows = arranged(public_of_ccg(ccg, request.now, at=at), **filters.wanted).iterator(chunk_size=500)
    name = f"gifts-and-hospitality-{ccg.code}-{london(at):%Y-%m-%d-%H%M}"
    if form == JSON:
        return json_file(name, {"ccg": ccg.code, "at": at}, map(gift_item, rows))
    return (csv_file if form == CSV else xlsx_file)(name, COLUMNS, map(row_of, rows))


def of_number(request: Request, ccg: CCG, number: int) -> Gift:
    """The entry for whom may read it: everybody a public one, its people and its readers any; else 404."""
    gift = of_ccg(ccg).select_related("declared_by").filter(number=number).first()
    if gift is None:
        raise Http404("There is no such entry.")
    mine = request.person is not None and request.person.pk in (gift.person_id, gift.declared_by_id)
    if mine or _reads_all(request, ccg):
        return gift
    if gift.state in PUBLIC and public_of_ccg(ccg, request.now).filter(pk=gift.pk).exists():
        return gift
    raise Http404("There is no such entry.")


@require_safe
@ccg_page()
def gift(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One entry."""
    found = of_number(request, ccg, number)
    mine = request.person is not None and request.person.pk in (found.person_id, found.declared_by_id)
    inside = mine or _reads_all(request, ccg)
    waits = not acts.APPROVE.blockers(found.state)
    may = {
        acts.APPROVE: waits and _approves(request, found),
        acts.WITHDRAW: mine or request.may(Permission.KEEP_REGISTERS, ccg),
    }
    context = {
        "ccg": ccg,
        "g": found,
        "value": pounds(found.value_pence),
        "rules_of": rules_of(found.offered_on),
        "earlier": earlier_offers(found) if inside else [],
        "inside": inside,
        "waits": waits,
        "may_approve": may[acts.APPROVE],
        "steps": steps(request, found, [row for row in STEPS if may[row[0]]], code=ccg.code, number=number),
        "breadcrumbs": crumbs(ccg, gifts_crumb(ccg)),
    }
    return render(request, "conflicts/gift.jinja", context)


def _approves(request: Request, gift: Gift) -> bool:
    if request.person is None or gift.person_id == request.person.pk:
        return False
    roles = [
        post.role for post in request.posts if post.ccg_id == gift.ccg_id and APPROVERS & {*post.terms.permissions}
    ]
    return any(waiting_for(request.person, gift.ccg, request.now, role).filter(pk=gift.pk).exists() for role in roles)
