"""The one way in which these pages hand a form to an action."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest

from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.requests import MomentRequest
from cocommission.shared.views.checking import BESIDE, Check
from cocommission.shared.views.sending import held_back


def submitted(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    beside: Iterable[str] = (),
    check: Check | None = None,
) -> bool:
    """True when the form was posted, is valid and `act(cleaned data)` went through.

    A refusal's reasons go onto the form, and the page that shows it is answered with the refusal's status, 400 where
    the form itself found the error; a missing right (403) is an error page. `beside` are the names that the page sends
    beside the form.

    With a `check` the act goes through only where the person has seen its page for just this; else the act is taken
    back, `check.asks` is True, and the view answers with `check.page`.
    """
    if request.method != "POST" or held_back(request, form, beside=(*beside, *BESIDE) if check else beside):
        return False
    if not form.is_valid():
        return shown_again(request, 400)
    if check is not None and check.goes_back(request):
        return False
    try:
        with transaction.atomic():  # an act that is refused leaves nothing behind
            begun = check.begin() if check is not None else 0
            act(form.cleaned_data)
            connection.check_constraints()  # what would be refused at the commit is said on the form
            if check is not None and not check.was_seen(request, since=begun):
                transaction.set_rollback(True)
    except Refused as refused:
        if refused.status == 403:
            raise
        add_refusal(form, refused)
        return shown_again(request, refused.status)
    return check is None or not check.asks


def shown_again(request: HttpRequest, status: int) -> bool:
    """Notes that what was posted is refused: the page that shows it again is answered with `status`. Gives False."""
    cast(MomentRequest, request).refused_with = status
    return False


def form_data(request: HttpRequest) -> tuple[Any, Any]:
    """The posted data and files, or none of both."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
