"""Proof of what was done: ledger, history of records and outbox of a CCG, a region, an LMC, and of the country."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG, LMC, Region
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, View, ccg_page, lmc_page, person_page, region_page, who_may
from ccgs.views.posts import crumbs_of
from cocommission.home.queries.ledger_words import facts_in_words, subject_in_words
from cocommission.home.queries.records import ccg_of_record, governed_model, history_of
from cocommission.home.views.record_links import history_addresses
from cocommission.home.views.record_rights import belongs_to, kept_from, may_see_national, permissions_for
from cocommission.shared.actions.outbox import send_again, send_all_again
from cocommission.shared.models import Book, Entry, Governed, Message
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.paging import page_of
from cocommission.shared.queries.ledger import heads, verify
from models_abc.queries.rounds import may_manage_rounds

Place = CCG | Region | LMC | None
"""Whose proof is shown: an organisation's, or (None) that of the country."""
NATIONAL_BOOK = "NATIONAL"
OUTBOX = (Permission.RUN_BALLOTS, Permission.MANAGE_POSTS)
REGION_OUTBOX = (Permission.REVIEW_APPLICATIONS, Permission.MANAGE_POSTS)
LMC_OUTBOX = (Permission.ANSWER_CONSULTATION, Permission.MANAGE_POSTS)


def national_page(view: View) -> View:
    """For `view(request, None, ...)`: the data steward's and the regional officers'; for others it does not exist."""

    @person_page
    @wraps(view)
    def page(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_national(request):
            raise Http404("Only for the national data steward and NHS England's regional officers.")
        return view(request, None, *args, **kwargs)

    return page


def sees_national(request: Request) -> bool:
    """Whether the reader is the national data steward or a regional officer."""
    return request.person is not None and (request.person.is_staff or may_manage_rounds(request.person, request.now))


def book_of(place: Place) -> str:
    """The ledger book, which is also what messages are about."""
    return place.book if place is not None else NATIONAL_BOOK


def _context(place: Place) -> dict[str, Any]:
    return {
        "ccg": place if isinstance(place, CCG) else None,
        "name": place.name if place is not None else "England",
        "breadcrumbs": crumbs_of(place) if place is not None else [("My tasks", "/tasks/")],
    }


@require_safe
def _ledger(request: PersonRequest, place: Place) -> HttpResponse:
    """F-67: one book, latest first; `?verify=1` recomputes every hash of it."""
    key = book_of(place)
    book = Book.objects.filter(key=key).first()
    entries = Entry.objects.filter(book=book).order_by("-number") if book else Entry.objects.none()
    page = page_of(entries, request)
    context = _context(place)
    context |= {
        "book": book,
        "head": bytes(book.head).hex() if book else "",
        "page": page,
        "rows": [
            (entry, facts_in_words(entry), subject_in_words(entry.subject), bytes(entry.hash).hex()) for entry in page
        ],
        "verdict": verify(only=key) if request.GET.get("verify") else None,
        "histories": history_addresses([entry.subject for entry in page], request, context["ccg"]),
    }
    return render(request, "records/ledger.jinja", context)


ledger = ccg_page(Permission.VIEW_WORKING)(_ledger)
region_ledger = region_page(Permission.REVIEW_APPLICATIONS)(_ledger)
lmc_ledger = lmc_page(Permission.ANSWER_CONSULTATION)(_ledger)
national_ledger = national_page(_ledger)


@require_safe
def ledger_head(request: Request) -> HttpResponse:
    """The heads of all books, public, to be kept outside: against it a cut tail is found (`verify_ledger`)."""
    response = JsonResponse(heads(), json_dumps_params={"indent": 1, "sort_keys": True})
    response["Content-Disposition"] = 'attachment; filename="ledger-heads.json"'
    return response


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def history(request: PersonRequest, ccg: CCG, label: str, pk: int) -> HttpResponse:
    """F-67: who changed this record when and why, before and after. Another CCG's record does not exist here.

    A model whose `history_seen_by` names permissions shows its history only to those who hold one of them.
    """
    record = _record(label, pk)
    if not belongs_to(record, ccg, request.now):
        raise Http404("There is no such record in this CCG.")
    seen_by = permissions_for(record)
    if seen_by and not any(request.may(permission, ccg) for permission in seen_by):
        who = " or ".join(dict.fromkeys(who_may(permission) for permission in seen_by))
        raise PermissionDenied(f"This history can be seen by: {who}.")
    if kept_from(record, request.person, request.may, request.now):
        raise Http404("You do not have permission to see this history.")
    return _history(request, record, ccg)


@require_safe
@person_page
def national_history(request: PersonRequest, label: str, pk: int) -> HttpResponse:
    """F-67: the same for what belongs to no CCG: regions, LMCs, rounds, releases, posts at an LMC or region.

    A record of a CCG is found there, by those who see its working papers."""
    record = _record(label, pk)
    ccg = ccg_of_record(record, request.now)
    if ccg is not None and request.may(Permission.VIEW_WORKING, ccg):
        return redirect("ccg-history", ccg.code, label, pk)
    if not may_see_national(record, request.person, request.now):
        raise Http404("There is no such record, or you do not have permission to see its history.")
    return _history(request, record, None)


def _record(label: str, pk: int) -> Governed:
    model = governed_model(label)
    record = model.objects.filter(pk=pk).first() if model and pk < 2**63 else None
    if record is None:
        raise Http404("There is no such record.")
    return record


def _history(request: Request, record: Governed, ccg: CCG | None) -> HttpResponse:
    name = str(record._meta.verbose_name)
    name = name.capitalize() if name.islower() else name
    context = {"ccg": ccg, "record": record, "kind": name, "versions": history_of(record)}
    return render(request, "records/history.jinja", context)


@require_safe
def _outbox(request: Request, place: Place) -> HttpResponse:
    """F-61: what was queued, sent, failed or bounced about an organisation, or about the country's rounds."""
    about = Message.objects.filter(about=book_of(place))
    states = MessageState
    counts = about.aggregate(**{state.lower(): Count("pk", filter=Q(state=state)) for state in states.values})
    wanted = request.GET.get("state", "").upper()
    if wanted in states.values:
        about = about.filter(state=wanted)
    context = _context(place) | {
        "page": page_of(about.order_by("-queued_at", "-pk"), request),
        "counts": [(state.label, state.value, counts[state.value.lower()]) for state in states],
        "wanted": wanted if wanted in states.values else "",
        "lost": counts["failed"] + counts["bounced"],
    }
    return render(request, "records/outbox.jinja", context)


outbox = ccg_page(*OUTBOX)(_outbox)
region_outbox = region_page(*REGION_OUTBOX)(_outbox)
lmc_outbox = lmc_page(*LMC_OUTBOX)(_outbox)
national_outbox = national_page(_outbox)


@require_POST
def _send_again(request: Request, place: Place, pk: int | None = None) -> HttpResponse:
    """Queues one failed or bounced message about this organisation once more; without `pk` all of them."""
    if pk is None:
        number = send_all_again(about=book_of(place), now=request.now)
        messages.success(
            request, "1 message is queued again." if number == 1 else f"{number} messages are queued again."
        )
        return redirect(request.path.removesuffix("send-again/"))
    message = Message.objects.filter(about=book_of(place), pk=pk).first() if pk < 2**63 else None
    if message is None:
        raise Http404("There is no such message here.")
    send_again(message=message, now=request.now)
    messages.success(request, f"The message to {message.to_address} is queued again.")
    return redirect(request.path.removesuffix(f"{pk}/send-again/"))


outbox_send_again = ccg_page(*OUTBOX)(_send_again)
region_outbox_send_again = region_page(*REGION_OUTBOX)(_send_again)
lmc_outbox_send_again = lmc_page(*LMC_OUTBOX)(_send_again)
national_outbox_send_again = national_page(_send_again)
