"""Addresses of applications: the CCG's side and the region's side."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
