"""Officers, LMC reviewers and regional officers sign in with a second factor, where the installation requires it."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ccgs.views.access import Request
from cocommission.home.shell import posts_now
from cocommission.shared.models import DemonstrationSignIn, Person
from cocommission.shared.views.errors import forbidden, wants_json

FREE = ("/accounts/", "/static/", "/healthz", "/readyz")
SET_UP = "/accounts/2fa/totp/activate/"
WHY = "Your post can act for an organisation, so it needs a second step at sign-in. Set it up now."
Answer = Callable[[HttpRequest], HttpResponse]


def passed(request: Request) -> bool:
    """Whether this session was opened with a one-time code (or a recovery code) as well."""
    records = request.session.get("account_authentication_methods", [])
    return any(record.get("method") == "mfa" for record in records)


def needed(request: Request) -> bool:
    """Whether a post of the person asks for a second factor and the person has set up none.

    Somebody who has one was asked for it when signing in. The demonstration's people are exempt: everybody may be
    them, and they exist only where the demonstration was loaded.
    """
    if not any(post.requires_totp for post in posts_now(request)):
        return False
    person = cast(Person, request.user).pk
    if Authenticator.objects.filter(user_id=person, type=Authenticator.Type.TOTP).exists():
        return False
    return not DemonstrationSignIn.objects.filter(person_id=person).exists()


class SecondFactorMiddleware:
    """Sends people who need a second factor to its set-up page before anything else (REQUIRE_TOTP)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Lets the request through, or answers with the set-up page; writes are refused."""
        if (
            not settings.REQUIRE_TOTP
            or request.path.startswith(FREE)
            or not request.user.is_authenticated
            or passed(request)
            or not needed(request)
        ):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD") or wants_json(request):
            return forbidden(request, PermissionError(WHY))
        messages.warning(request, WHY)
        return redirect(SET_UP)
