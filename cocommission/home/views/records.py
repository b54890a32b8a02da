"""Proof of a CCG's acts: its ledger, the history of its records, its outbox."""

import json
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import ccg_page, person_page, who_may
from cocommission.home.queries.record_rights import belongs_to, kept_from, may_see_national, permissions_for
from cocommission.home.queries.records import governed_model, history_of
from cocommission.shared.actions.outbox import send_again
from cocommission.shared.models import Book, Entry, Governed, Message
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.paging import page_of
from cocommission.shared.queries.ledger import heads, verify

OUTBOX = (Permission.RUN_BALLOTS, Permission.MANAGE_POSTS)


def _facts(entry: Entry) -> dict[str, Any]:
    return json.loads(entry.body).get("facts") or {}


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def ledger(request: HttpRequest, ccg: CCG) -> HttpResponse:
    """F-67: the CCG's book, latest first; `?verify=1` recomputes every hash of it."""
    book = Book.objects.filter(key=ccg.book).first()
    entries = Entry.objects.filter(book=book).order_by("-number") if book else Entry.objects.none()
    page = page_of(entries, request)
    verdict = verify(only=ccg.book) if request.GET.get("verify") else None
    context = {
        "ccg": ccg,
        "book": book,
        "head": bytes(book.head).hex() if book else "",
        "page": page,
        "rows": [(entry, _facts(entry), bytes(entry.hash).hex()) for entry in page],
        "verdict": verdict,
        "governed": {model._meta.label for model in apps.get_models() if issubclass(model, Governed)},
    }
    return render(request, "records/ledger.jinja", context)


@require_safe
def ledger_head(request: HttpRequest) -> HttpResponse:
    """The heads of all books, public, to be kept outside: against it a cut tail is found (`verify_ledger`)."""
    response = JsonResponse(heads(), json_dumps_params={"indent": 1, "sort_keys": True})
    response["Content-Disposition"] = 'attachment; filename="ledger-heads.json"'
    return response


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def history(request: HttpRequest, ccg: CCG, label: str, pk: int) -> HttpResponse:
    """F-67: who changed this record when and why, before and after. Another CCG's record does not exist here.

    A model whose `history_seen_by` names permissions shows its history only to those who hold one of them.
    """
    record = _record(label, pk)
    if not belongs_to(record, ccg, request.now):
        raise Http404("There is no such record in this CCG.")
    seen_by = permissions_for(record)
    if seen_by and not any(request.may(permission, ccg) for permission in seen_by):
        who = " or ".join(dict.fromkeys(who_may(permission) for permission in seen_by))
        raise PermissionDenied(f"The history of this record is for: {who}.")
    if kept_from(record, request.person, request.may, request.now):
        raise Http404("The history of this record is for others.")
    return _history(request, record, ccg)


@require_safe
@person_page
def national_history(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """F-67: the same for what belongs to no CCG: regions, LMCs, rounds, releases, posts at an LMC or region."""
    record = _record(label, pk)
    if not may_see_national(record, request.person, request.now):
        raise Http404("There is no such record, or its history is for others.")
    return _history(request, record, None)


def _record(label: str, pk: int) -> Governed:
    model = governed_model(label)
    record = model.objects.filter(pk=pk).first() if model and pk < 2**63 else None
    if record is None:
        raise Http404("There is no such record.")
    return record


def _history(request: HttpRequest, record: Governed, ccg: CCG | None) -> HttpResponse:
    name = str(record._meta.verbose_name)
    name = name.capitalize() if name.islower() else name
    context = {"ccg": ccg, "record": record, "kind": name, "versions": history_of(record)}
    return render(request, "records/history.jinja", context)


@require_safe
@ccg_page(*OUTBOX)
def outbox(request: HttpRequest, ccg: CCG) -> HttpResponse:
    """F-61: what was queued, sent, failed or bounced about this CCG."""
    about = Message.objects.filter(about=ccg.book)
    states = MessageState
    counts = about.aggregate(**{state.lower(): Count("pk", filter=Q(state=state)) for state in states.values})
    wanted = request.GET.get("state", "").upper()
    if wanted in states.values:
        about = about.filter(state=wanted)
    context = {
        "ccg": ccg,
        "page": page_of(about.order_by("-queued_at", "-pk"), request),
        "counts": [(state.label, state.value, counts[state.value.lower()]) for state in states],
        "wanted": wanted if wanted in states.values else "",
    }
    return render(request, "records/outbox.jinja", context)


@require_POST
@ccg_page(*OUTBOX)
def outbox_send_again(request: HttpRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Queues one failed or bounced message of this CCG once more."""
    message = Message.objects.filter(about=ccg.book, pk=pk).first()
    if message is None:
        raise Http404("There is no such message about this CCG.")
    send_again(message=message, now=request.now)
    messages.success(request, f"The message to {message.to_address} is queued again.")
    return redirect("ccg-outbox", ccg.code)
