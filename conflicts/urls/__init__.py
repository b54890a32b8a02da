"""Addresses of the conflicts app, one file per part."""

from django.urls import include, path

PARTS = ("breaches", "gifts", "interests", "procurement", "registers", "ties", "training")
urlpatterns = [path("", include(f"conflicts.urls.{part}")) for part in PARTS]
