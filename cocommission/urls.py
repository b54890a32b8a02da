"""Wires the pages of every app."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
]
for module in (
    "cocommission.home.urls",
    "ccgs.urls",
    "votes.urls",
    "models_abc.urls",
    "cocommission.shared.urls",
    "cocommission.api",
):
    package = module.rpartition(".")[0]
    if find_spec(package) and find_spec(module):
        urlpatterns.append(path("", include(module)))

handler400 = "cocommission.shared.views.errors.bad_request"
handler403 = "cocommission.shared.views.errors.forbidden"
handler404 = "cocommission.shared.views.errors.not_found"
handler500 = "cocommission.shared.views.health.server_error"
