"""Addresses of the kernel's own pages."""

from django.urls import path

from cocommission.shared.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
