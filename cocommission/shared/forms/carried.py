"""Forms of several pages: each page carries what was answered on the others, so that no answer ends with the session.

The session keeps the answers for the links between the pages. Where it has lost them, the page that was sent and not
acted on brings them back, signed: to the person it was drawn for, and for the form it belongs to (decision 19).
"""

from typing import Any, cast

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

CARRIED = "answers_so_far"
"""The name of the hidden field: a form of several pages takes it `beside` its own."""
_SALT = "cocommission.shared.forms.carried"


def answers_so_far(request: HttpRequest, key: str) -> dict[str, Any]:
    """What was answered on the pages of the form that the session keeps as `key`.

    A page that is held brings back what the session lost. It does not where the session holds other answers: two
    answers are never mixed. Nor does a page that is acted on: what the session lacks then was sent or given up.
    """
    kept: dict[str, Any] = request.session.get(key) or {}
    carried = _carried_for(request, key) if hasattr(request, "held") else {}
    if carried and kept.items() <= carried.items():
        request.session[key] = kept = carried
    return dict(kept)


def carry(request: HttpRequest, key: str) -> SafeString:
    """The hidden field for a page of the form that the session keeps as `key`."""
    signed = _signer(request).sign_object([key, request.session.get(key) or {}], compress=True)
    return format_html('<input type="hidden" name="{}" value="{}">', CARRIED, signed)


def answers_carried(request: HttpRequest) -> dict[str, Any]:
    """What the page that was sent carries, whatever its form; nothing where it was drawn for somebody else."""
    return _opened(request)[1]


def _carried_for(request: HttpRequest, key: str) -> dict[str, Any]:
    belongs_to, given = _opened(request)
    return given if belongs_to == key else {}


def _opened(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    try:
        key, given = _signer(request).unsign_object(request.POST.get(CARRIED, ""))
    except BadSignature:
        return "", {}
    return key, cast(dict[str, Any], given)


def _signer(request: HttpRequest) -> Signer:
    return Signer(salt=f"{_SALT} {request.user.pk}")
