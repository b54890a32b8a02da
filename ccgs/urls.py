"""Pages of organisations, people and constitutions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
