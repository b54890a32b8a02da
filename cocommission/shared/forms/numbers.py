"""The number of a form: one for each form that a page draws, beside its CSRF token (see decision 19).

Half of it is random, half a seal for the person that the page was drawn for, so that a number cannot be made up for
somebody else. No table keeps it; see `actions.sent_forms`.
"""

from hashlib import sha256
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "form_token"
_SALT = "cocommission.shared.forms.numbers"


def new_number(person: int | None) -> UUID:
    """A number for a form that is drawn for the person with this id, None for somebody who is not signed in."""
    chance = token_bytes(8)
    return UUID(bytes=chance + _seal(chance, person))


def made_for(number: str, person: int | None) -> bool:
    """Whether the form with this number was drawn for the person with this id, None for nobody signed in."""
    try:
        given = UUID(number).bytes
    except ValueError:
        return False
    return constant_time_compare(given[8:].hex(), _seal(given[:8], person).hex())


def row_number(number: str) -> UUID:
    """What a record may keep of the form that it came with; the number cannot be worked out from it."""
    return UUID(bytes=sha256(b"row " + number.encode()).digest()[:16])


def _seal(chance: bytes, person: int | None) -> bytes:
    return salted_hmac(_SALT, f"{chance.hex()} {person}", algorithm="sha256").digest()[:8]


class FormInputs:
    """`{{ csrf_input }}` of our pages: the CSRF token and a number, another one each time that it is drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __html__(self) -> SafeString:
        user = getattr(self.request, "user", None)
        kept = getattr(self.request, "kept_number", "")
        number = kept or new_number(user.pk if user is not None else None)
        return format_html('{}<input type="hidden" name="{}" value="{}">', csrf_input(self.request), FIELD, number)

    def __str__(self) -> str:
        return self.__html__()


def form_inputs(request: HttpRequest) -> dict[str, Any]:
    """Context processor: every form that carries a CSRF token carries a number too."""
    return {"csrf_input": FormInputs(request)}
