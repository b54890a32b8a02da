"""What was typed is not lost when the session has ended or the page is stale: it is shown again, unsent (decision 19).

It is kept in the session of the browser that sent it, for an hour, and shown to nobody but the person that the page
was drawn for: the number of the form is sealed for them. What comes from another site is never kept.
"""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from cocommission.shared.forms.numbers import FIELD, made_for
from cocommission.shared.requests import Held, MomentRequest
from cocommission.shared.views.errors import forbidden
from cocommission.shared.views.sending import (
    CHOOSE_FILES,
    UNSIGNED,
    Ask,
    sent_to_sign_in,
    show_held,
    show_held_or_typed,
    takes_numbers,
)

KEY = "typed"
KEPT = timedelta(hours=1)
MOST = 200_000
"""Characters that are kept: more than any of our forms takes in its texts."""

UNSENT = "You were signed out before this form was sent, so nothing was recorded."
TO_COPY = f"{UNSENT} You can no longer send it."
HERE = f"{UNSENT} What you typed is below. Check it, then send it again."
PRESS = f"{UNSENT} Press the button again."
TOO_LONG = f"{UNSENT} What you typed was too long to keep. Enter it again."
SECRET = f"{UNSENT} We do not keep what is typed on this page, to keep it private. Enter it again."
STALE = (
    "Nothing was recorded. This page was open for too long, or you signed in again in another tab. "
    "Check what you typed, then send it again."
)
OLD_PAGE = (
    "Nothing was recorded. This page was open for too long, or you signed in as somebody else in another tab. "
    "Go back, copy what you typed, load the page again and send the form once more."
)


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form: only then is anything kept."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def keep_typed(request: HttpRequest) -> None:
    """Keeps what a form holds that was posted by nobody signed in; files and passwords never."""
    number = str(request.POST.get(FIELD, ""))
    if request.method != "POST" or not number or not from_here(request):
        return
    typed = {
        name: values for name, values in request.POST.lists() if name not in UNSIGNED and "password" not in name.lower()
    }
    view = request.resolver_match.func if request.resolver_match else None
    why = SECRET if hasattr(view, "is_secret") else TOO_LONG if len(json.dumps(typed)) > MOST else ""
    request.session[KEY] = {
        "address": request.get_full_path(),
        "page": _page_of(request),
        "number": number,
        "at": cast(MomentRequest, request).now.isoformat(),
        "typed": {} if why else typed,
        "files": bool(request.FILES),
        "why": why,
    }


def _page_of(request: HttpRequest) -> str:
    """The page of ours on which the form stood, as far as the browser says."""
    come = urlsplit(request.headers.get("Referer", ""))
    page = f"{come.path}?{come.query}" if come.query else come.path
    ours = come.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if ours else ""


def _taken(request: HttpRequest) -> dict[str, Any] | None:
    """What is kept for this address and person; it is shown once."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or not request.user.is_authenticated or kept["address"] != request.get_full_path():
        return None
    del request.session[KEY]
    fresh = datetime.fromisoformat(kept["at"]) > cast(MomentRequest, request).now - KEPT
    return kept if fresh and made_for(kept["number"], request.user.pk) else None


def typed_again(request: HttpRequest, ask: Ask) -> HttpResponse | None:
    """After signing in: the page with what was typed, unsent; None where nothing is kept for it."""
    kept = _taken(request)
    if kept is None:
        return None
    elsewhere = kept["page"] if urlsplit(kept["page"]).path != request.path else ""
    if kept["why"]:
        messages.warning(request, kept["why"])
        return redirect(elsewhere) if elsewhere else None
    posted = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        posted.setlist(name, values)
    asked_for, read = request.method, request.POST  # read as a GET: nothing posted, no files
    messages.warning(request, f"{HERE} {CHOOSE_FILES}" if kept["files"] else HERE)
    request.method, request.POST = "POST", posted  # type: ignore[assignment]
    try:
        response = show_held(request, ask, Held(HERE, words_to_copy=TO_COPY))
    finally:
        request.method, request.POST = asked_for, read
    if response is not None:
        return response
    messages.warning(request, PRESS)
    return redirect(elsewhere or kept["page"] or "/")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: usually a page that was left open since before signing in.

    The person that the page was drawn for gets it back as they filled it in; nobody signed in signs in first.
    """
    match, number = request.resolver_match, str(request.POST.get(FIELD, ""))
    person = request.user.pk
    if match is None or not number or not takes_numbers(request) or not from_here(request):
        return forbidden(request, PermissionError(OLD_PAGE))
    if person is not None and (hasattr(match.func, "is_secret") or not made_for(number, person)):
        return forbidden(request, PermissionError(OLD_PAGE))
    words = f"{STALE} {CHOOSE_FILES}" if request.FILES else STALE
    ask = partial(match.func, request, *match.args, **match.kwargs)
    response = show_held_or_typed(request, ask, Held(words, 403))
    if sent_to_sign_in(request) or made_for(number, person):
        return response
    return forbidden(request, PermissionError(OLD_PAGE))
