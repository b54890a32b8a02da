"""Forms that are sent: each is recorded once, for what it contains, and what was typed is not lost (decision 19)."""

import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from hashlib import sha256
from html import unescape
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from cocommission.shared.actions.sent_forms import claim, give_up, sent_before, settle
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.forms.carried import CARRIED, answers_carried
from cocommission.shared.forms.gone import refuse_what_is_gone
from cocommission.shared.forms.numbers import FIELD, row_number
from cocommission.shared.forms.typed_words import typed_words
from cocommission.shared.models import SentForm
from cocommission.shared.requests import Held, MomentRequest
from cocommission.shared.rules.shown import require_seen

View = Callable[..., HttpResponseBase]
Marked = TypeVar("Marked", bound=View)
Ask = Callable[[], HttpResponseBase]
UNSIGNED = ("csrfmiddlewaretoken", FIELD)
BACK = "change_answers"
"""The button of the page of a check that leads back to the form."""
CHECKED = "check_seal"
"""What the page of a check sends along: it stands for what the page showed, see `views.checking`."""
NOT_TYPED = (*UNSIGNED, CARRIED, CHECKED, "shown")
CHANGED = (
    "You have already sent this form, with other details. Those details are recorded. What you see here is not. "
    "Check it, then send it again if you want to record it as well."
)
CHOOSE_FILES = "Choose your files again."


def session_only(view: Marked) -> Marked:
    """Marks a view whose POST only keeps something in the session: Back, change and send is allowed there."""
    view.is_unnumbered = True  # type: ignore[attr-defined]
    return view


def secret(view: Marked) -> Marked:
    """Marks a view of which nothing that was typed may be kept: votes, reports of breaches."""
    view.is_secret = True  # type: ignore[attr-defined]
    return view


def compares_by_itself(view: Marked) -> Marked:
    """Marks a view whose action compares numbers and contents, as casting does in its own statements."""
    view.is_unnumbered = True  # type: ignore[attr-defined]
    return view


def records_something(view: View) -> bool:
    """Whether sending to this view is to be recorded once, as it is unless the view is marked."""
    return not hasattr(view, "is_unnumbered")


def number_of(request: HttpRequest) -> UUID:
    """What a record may keep of the number of the posted form."""
    number = str(request.POST.get(FIELD, ""))
    return row_number(number) if number else uuid4()


CHANGED_ELSEWHERE = "Your answers were changed in another window. They are below: check them, then send them."


def seen_by(request: HttpRequest) -> str:
    """What stands for what the page showed, as its form sends it along; empty, and so refused, where it does not."""
    return str(request.POST.get("shown", ""))


def require_shown(request: HttpRequest, shown: str, words: str = CHANGED_ELSEWHERE) -> None:
    """Raises Conflict with `words` when what is sent is no longer what the page showed."""
    require_seen(seen_by(request), shown, words)


def held_of(request: HttpRequest) -> Held | None:
    """Why what was posted is to be shown and not acted on, if it is; for pages without a form object."""
    return getattr(request, "held", None)


def held_back(request: HttpRequest, form: forms.BaseForm, *, beside: Iterable[str] = ()) -> bool:
    """True where the posted form is to be shown as it was typed and not acted on; the reason goes onto the form.

    So it is with what was sent already with other details, what was not sent yet, and what the form does not ask any
    more. `beside` are the names that the page sends beside the form.
    """
    cast(MomentRequest, request).asked_by = form
    gone = refuse_what_is_gone(form, request.POST, beside)
    held = held_of(request)
    if held is None and not gone:
        return False
    if held is None or held.status != 200:
        cast(MomentRequest, request).refused_with = held.status if held is not None else 409
    if held is not None and held.status != 200:
        form.add_error(None, held.words)
    return True


def contents_digest(request: HttpRequest, number: str) -> str:
    """Stands for who sends what to which address; without the number, which no table has, nothing can be read in it."""
    beside = (*UNSIGNED, CHECKED, BACK)
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in beside)
    files = [
        (name, file.name, file.size, _digest_of_file(file))
        for name in sorted(request.FILES)
        for file in request.FILES.getlist(name)
    ]
    text = json.dumps([request.get_full_path(), request.user.pk, typed, files])
    return hmac.new(number.encode(), text.encode(), sha256).hexdigest()


def _digest_of_file(file: Any) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def show_held(request: HttpRequest, ask: Ask, held: Held) -> HttpResponse | None:
    """The page with the posted form as it was typed; None where the view has no form to show and would act.

    Whatever the view would record is rolled back. Unless its page is shown, so is what it kept in the session and said.
    """
    cast(MomentRequest, request).held = held
    session = kept_session(request)
    try:
        with transaction.atomic():
            response = cast(HttpResponse, ask())
            transaction.set_rollback(True)
    except Exception as problem:
        take_back(request, session)
        if not isinstance(problem, Refused | Http404 | PermissionDenied):
            raise
        return held_page(request, held, problem.texts if isinstance(problem, Refused) else [str(problem)])
    if not is_redirect(response) or sent_to_sign_in(request):
        return response
    take_back(request, session)
    return None


def kept_session(request: HttpRequest) -> dict[str, Any]:
    """What the session holds now, for `take_back`."""
    return deepcopy(dict(request.session.items()))


def take_back(request: HttpRequest, session: dict[str, Any]) -> None:
    """Gives the session back what it held, and drops what was to be said on the next page."""
    request.session.clear()
    request.session.update(session)
    unsay(request)


def unsay(request: HttpRequest) -> None:
    """Drops the messages that this request added."""
    request._messages = default_storage(request)  # type: ignore[attr-defined]


def show_held_or_typed(request: HttpRequest, ask: Ask, held: Held) -> HttpResponse:
    """As `show_held`; where the page has no place for the form any more, what was typed to copy.

    The page has one where it says `held.words` and shows the longest text that was typed.
    """
    response = show_held(request, ask, held)
    if response is None:
        return held_page(request, held)
    if response.status_code == 302 or response.streaming:
        return response
    shown = unescape(response.content.decode(errors="replace"))
    if held.words not in shown or _longest_typed(request) not in shown:
        return held_page(request, held)
    response.status_code = held.status
    return response


def _longest_typed(request: HttpRequest) -> str:
    typed = [value for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
    return max(typed, key=len, default="")


def held_page(request: HttpRequest, held: Held, reasons: Sequence[str] = ()) -> HttpResponse:
    """What was typed, to copy, where its form cannot be shown any more; `reasons` say why not."""
    carried = {name: [str(value)] for name, value in answers_carried(request).items() if value}
    form = getattr(request, "asked_by", None)
    typed = [
        typed_words(name, values, form)
        for name, values in {**carried, **dict(request.POST.lists())}.items()
        if name not in NOT_TYPED and "password" not in name.lower() and any(values)
    ]
    words = held.words_to_copy or held.words
    context = {"title": "Your form was not recorded", "words": words, "reasons": reasons, "typed": typed}
    return render(request, "errors/held.jinja", context, status=held.status)


def takes_numbers(request: HttpRequest) -> bool:
    """Whether the address is one whose forms have numbers: those of the libraries and of the API have none."""
    return not request.path.startswith(("/accounts/", "/api/", "/static/"))


def is_redirect(response: HttpResponse) -> bool:
    """Whether the answer sends the person on, as every act that went through does."""
    return response.status_code in (302, 303)


def sent_to_sign_in(request: HttpRequest) -> bool:
    """Whether the page asked for somebody signed in."""
    return bool(getattr(request, "sign_in_first", False))


def send_once(request: HttpRequest, number: str, ask: Ask) -> HttpResponse:
    """Asks the view unless the form was sent before; its number and what it records are kept together or not at all."""
    digest = contents_digest(request, number)
    with transaction.atomic():
        before = claim(number, digest, now=cast(MomentRequest, request).now)
        if before is None:
            return _first(request, number, ask)
    return _again(request, before, digest, ask)


def sent_already(request: HttpRequest, number: str, ask: Ask) -> HttpResponse | None:
    """The answer to a form that was recorded with this number before; None where none was."""
    before = sent_before(number)
    return None if before is None else _again(request, before, contents_digest(request, number), ask)


def already_sent(before: SentForm) -> str:
    """Says that a form was recorded, and when."""
    return f"You have already sent this form, on {moment(before.sent_at)}. It was recorded once."


def _again(request: HttpRequest, before: SentForm, digest: str, ask: Ask) -> HttpResponse:
    if hmac.compare_digest(before.contents_digest, digest):
        messages.info(request, already_sent(before))
        return redirect(before.answer)
    words = f"{CHANGED} {CHOOSE_FILES}" if request.FILES else CHANGED
    return show_held_or_typed(request, ask, Held(words, 409))


def _first(request: HttpRequest, number: str, ask: Ask) -> HttpResponse:
    response = cast(HttpResponse, ask())
    status = getattr(request, "refused_with", response.status_code)
    if is_redirect(response) and not sent_to_sign_in(request):
        connection.check_constraints()
        settle(number, response["Location"])
    elif status >= 400:
        transaction.set_rollback(True)
    else:
        give_up(number)
    return response
