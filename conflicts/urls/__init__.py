"""Addresses of the conflicts app, one file per part."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
