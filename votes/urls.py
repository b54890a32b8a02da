"""Addresses of the votes app."""

from votes import urls_consultations

urlpatterns = [*urls_consultations.urlpatterns]
