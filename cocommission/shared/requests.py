"""What every request carries beside Django's own, for the type checker. `ccgs.views.access` adds the person."""

from datetime import datetime

from django.http import HttpRequest


class MomentRequest(HttpRequest):
    """A request after `shared.middleware`; Django makes it, so this class is only ever named as a type."""

    now: datetime
    """The moment for everything that this request does."""
    refused_with: int
    """The status of a refused form that the page shows again; missing until `shown_again` sets it."""
