"""Wires the pages of models A, B and C: one file per part."""

from models_abc.urls import applications, rounds

urlpatterns = [*rounds.urlpatterns, *applications.urlpatterns]
