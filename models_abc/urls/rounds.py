"""Addresses of models, rounds, expressions of interest and arrangements."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
