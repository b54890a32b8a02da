"""What every request carries beside Django's own, for the type checker. `ccgs.views.access` adds the person."""

from dataclasses import dataclass
from datetime import datetime

from django.forms import BaseForm
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Held:
    """Why a posted form is shown and not acted on; status 200 where the words are on the page already.

    `words_to_copy` take their place where the form itself can be shown no more, only what was typed.
    """

    words: str
    status: int = 200
    words_to_copy: str = ""


class MomentRequest(HttpRequest):
    """A request after `shared.middleware`; Django makes it, so this class is only ever named as a type."""

    now: datetime
    """The moment for everything that this request does."""
    held: Held
    """Why the posted form is shown and not acted on; missing where it is acted on."""
    asked_by: BaseForm
    """The form that the page asked with; missing until it is read."""
    sign_in_first: bool
    """Whether the page sent nobody signed in to sign in; missing until it did."""
    kept_number: str
    """The number of the form that the page goes on with; missing where each form of the page has a new one."""
    refused_with: int
    """The status of a refused form that the page shows again; missing until `shown_again` sets it."""
