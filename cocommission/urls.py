"""Wires the pages of every app."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from cocommission.demo.views import tour


def no_self_service(request: HttpRequest) -> HttpResponse:
    """An address decides who gets an invitation, so nobody changes their own without proof: the page is closed."""
    raise Http404("Ask the person who granted your post to change your e-mail address.")


urlpatterns = [
    path("accounts/email/", no_self_service, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("tour/", tour, name="tour"),
    path("", include("cocommission.home.urls")),
    path("", include("ccgs.urls")),
    path("", include("votes.urls")),
    path("", include("conflicts.urls")),
    path("", include("pccc.urls")),
    path("", include("models_abc.urls")),
    path("", include("cocommission.shared.urls")),
    path("", include("cocommission.api")),
]

handler400 = "cocommission.shared.views.errors.bad_request"
handler403 = "cocommission.shared.views.errors.forbidden"
handler404 = "cocommission.shared.views.errors.not_found"
handler500 = "cocommission.shared.views.health.server_error"
