"""Addresses of the pccc app, one file per part."""

from django.urls import include, path

PARTS = ("committees", "decisions", "map", "meetings", "minutes")
urlpatterns = [path("", include(f"pccc.urls.{part}")) for part in PARTS]
