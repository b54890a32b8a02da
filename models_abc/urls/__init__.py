"""Addresses of the models_abc app, one file per part."""

from django.urls import include, path

PARTS = ("applications", "rounds")
urlpatterns = [path("", include(f"models_abc.urls.{part}")) for part in PARTS]
