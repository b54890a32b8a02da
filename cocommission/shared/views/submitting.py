"""The one way in which these pages hand a form to an action."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest

from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.requests import MomentRequest
from cocommission.shared.views.sending import held_back


def submitted(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], Any], *, beside: Iterable[str] = ()
) -> bool:
    """True when the form was posted, is valid and `act(cleaned data)` went through.

    A refusal's reasons go onto the form, and the page that shows it is answered with the refusal's status, 400 where
    the form itself found the error; a missing right (403) is an error page. `beside` are the names that the page sends
    beside the form.
    """
    if request.method != "POST" or held_back(request, form, beside=beside):
        return False
    if not form.is_valid():
        return shown_again(request, 400)
    try:
        with transaction.atomic():  # an act that is refused leaves nothing behind
            act(form.cleaned_data)
            connection.check_constraints()  # what would be refused at the commit is said on the form
    except Refused as refused:
        if refused.status == 403:
            raise
        add_refusal(form, refused)
        return shown_again(request, refused.status)
    return True


def shown_again(request: HttpRequest, status: int) -> bool:
    """Notes that what was posted is refused: the page that shows it again is answered with `status`. Gives False."""
    cast(MomentRequest, request).refused_with = status
    return False


def form_data(request: HttpRequest) -> tuple[Any, Any]:
    """The posted data and files, or none of both."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
