"""Addresses of the ccgs app, one file per part."""

from django.urls import include, path

PARTS = ("organisations", "people")
urlpatterns = [path("", include(f"ccgs.urls.{part}")) for part in PARTS]
