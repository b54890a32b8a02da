"""Addresses of the votes app, one file per part."""

from django.urls import include, path

PARTS = ("ballots", "consultations", "engagement")
urlpatterns = [path("", include(f"votes.urls.{part}")) for part in PARTS]
