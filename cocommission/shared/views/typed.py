"""What was typed is not lost when the session has ended or the page is stale: it is shown again, unsent (decision 19).

It is kept in the session of the browser that sent it, for an hour, and shown to nobody but the person that the page
was drawn for: the number of the form is sealed for them. Each form is shown when its page is next opened, so that
several tabs lose nothing. What comes from another site is never kept.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from cocommission.shared.actions.sent_forms import sent_before
from cocommission.shared.forms.numbers import FIELD, made_for
from cocommission.shared.requests import Held, MomentRequest
from cocommission.shared.views.errors import old_page
from cocommission.shared.views.sending import (
    CHOOSE_FILES,
    UNSIGNED,
    Ask,
    already_sent,
    held_page,
    sent_already,
    sent_to_sign_in,
    show_held,
    show_held_or_typed,
    takes_numbers,
    unsay,
)

KEY = "typed-forms"
KEPT = timedelta(hours=1)
FORMS = 10
"""Forms that are kept, the newest: more than anybody sends between two sign-ins."""
MOST = 200_000
"""Characters that are kept: more than any of our forms takes in its texts."""

UNSENT = "You were signed out before this form was sent, so nothing was recorded."
TO_COPY = f"{UNSENT} You can no longer send it."
HERE = f"{UNSENT} What you typed is below. Check it, then send it again."
PRESS = f"{UNSENT} Press the button again."
AT_ITS_PAGE = f"{UNSENT} Go to its page to send it again."
OTHER = "You sent 1 other form after you were signed out. Open its page to see what you typed."
OTHERS = "You sent other forms after you were signed out. Open their pages to see what you typed."
TOO_LONG = f"{UNSENT} What you typed was too long to keep. Enter it again."
SECRET = f"{UNSENT} What is typed on this page is not kept, because it is private. Enter it again."
STALE = (
    "Nothing was recorded. This page was open for too long, or you signed in again in another tab. "
    "Check what you typed, then send it again."
)
OLD_PAGE = (
    "Nothing was recorded. You may have signed in as another person in another tab. "
    "Go back and copy what you typed. Then load the page again and send the form once more."
)
SIGN_IN = "You are signed out. Sign in to continue. What you typed is kept for an hour."


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
    kept = {
        "address": request.get_full_path(),
        "page": _page_of(request),
        "number": number,
        "at": cast(MomentRequest, request).now.isoformat(),
        "typed": {} if why else typed,
        "files": bool(request.FILES),
        "why": why,
    }
    others = [one for one in request.session.get(KEY, []) if one["number"] != number]
    request.session[KEY] = [*others, kept][-FORMS:]


def words_at_sign_in(request: HttpRequest) -> str:
    """What the page of signing in says of the forms that are kept in this browser; "" where none is."""
    since = cast(MomentRequest, request).now - KEPT
    kept = [one for one in request.session.get(KEY, []) if datetime.fromisoformat(one["at"]) > since]
    return SIGN_IN if any(not one["why"] for one in kept) else ""


def _page_of(request: HttpRequest) -> str:
    """The page of ours on which the form stood, as far as the browser says."""
    try:
        come = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    page = f"{come.path}?{come.query}" if come.query else come.path
    ours = come.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if ours else ""


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """What is kept for the person who is signed in, the newest last; what is old or somebody else's is dropped."""
    kept: list[dict[str, Any]] = request.session.get(KEY, [])
    person, since = request.user.pk, cast(MomentRequest, request).now - KEPT
    if person is None:
        return []
    mine = [one for one in kept if datetime.fromisoformat(one["at"]) > since and made_for(one["number"], person)]
    if mine != kept:
        request.session[KEY] = mine
    return mine


def typed_again(request: HttpRequest, ask: Ask) -> HttpResponse | None:
    """After signing in: the page with what was typed, unsent; None where nothing is kept for it.

    Each form is shown once. Where its page fails, it stays for the next try.
    """
    if not request.session.get(KEY):
        return None
    waiting = _waiting(request)
    kept = next((one for one in reversed(waiting) if one["address"] == request.get_full_path()), None)
    if kept is None:
        return None
    others = [one for one in waiting if one is not kept]
    more = "" if not others else f" {OTHER}" if len(others) == 1 else f" {OTHERS}"
    response = _say_why_not(request, kept, more) if kept["why"] else _shown(request, ask, kept, more)
    request.session[KEY] = others
    return response


def _elsewhere(request: HttpRequest, kept: dict[str, Any]) -> str:
    """The page on which the form stood, where it is another one."""
    page = str(kept["page"])
    return page if urlsplit(page).path != request.path else ""


def _say_why_not(request: HttpRequest, kept: dict[str, Any], more: str) -> HttpResponse | None:
    """Leads to the page of a form of which nothing could be kept; one that was recorded before is called so."""
    before = sent_before(kept["number"])
    messages.warning(request, (already_sent(before) if before is not None else kept["why"]) + more)
    page = _elsewhere(request, kept)
    return redirect(page) if page else None


def _shown(request: HttpRequest, ask: Ask, kept: dict[str, Any], more: str) -> HttpResponse:
    """The page with the form; a button is on its page; else what was typed, to copy. `more` is said as well."""
    with _posted_again(request, kept):
        response = sent_already(request, kept["number"], ask)
    if response is not None:
        if more:
            messages.warning(request, more.strip())
        return response
    messages.warning(request, (f"{HERE} {CHOOSE_FILES}" if kept["files"] else HERE) + more)
    with _posted_again(request, kept):
        response = show_held(request, ask, Held(HERE, words_to_copy=TO_COPY + more))
    if response is not None:
        return response
    messages.warning(request, PRESS + more)
    page = _elsewhere(request, kept)
    if page:
        return redirect(page)
    own = cast(HttpResponse, ask())
    if own.status_code == 200:
        return own
    unsay(request)
    with _posted_again(request, kept):
        return held_page(request, Held(AT_ITS_PAGE + more))


@contextmanager
def _posted_again(request: HttpRequest, kept: dict[str, Any]) -> Iterator[None]:
    """Makes a POST of the request, which is read as a GET: nothing posted, no files."""
    posted = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        posted.setlist(name, values)
    asked_for, read = request.method, request.POST
    request.method, request.POST = "POST", posted  # type: ignore[assignment]
    try:
        yield
    finally:
        request.method, request.POST = asked_for, read
        vars(request).pop("held", None)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: usually a page that was left open since before signing in.

    The person that the page was drawn for gets it back as they filled it in; nobody signed in signs in first. Who signs
    in and is signed in already goes on to where they wanted to.
    """
    match, number = request.resolver_match, str(request.POST.get(FIELD, ""))
    person = request.user.pk
    if match is not None and match.url_name == "account_login" and person is not None:
        after = {"next": request.POST.get("next", "")}  # signed in already, in another tab: the page leads on
        return redirect(f"{request.path}?{urlencode(after)}")
    if match is None or not number or not takes_numbers(request) or not from_here(request):
        return old_page(request, OLD_PAGE, _page_of(request) or "/")
    if person is not None and (hasattr(match.func, "is_secret") or not made_for(number, person)):
        return old_page(request, OLD_PAGE, _page_of(request) or "/")
    words = f"{STALE} {CHOOSE_FILES}" if request.FILES else STALE
    ask = partial(match.func, request, *match.args, **match.kwargs)
    before = sent_already(request, number, ask) if made_for(number, person) else None
    if before is not None:
        return before
    response = show_held_or_typed(request, ask, Held(words, 403))
    if sent_to_sign_in(request) or made_for(number, person):
        return response
    return old_page(request, OLD_PAGE, _page_of(request) or "/")
