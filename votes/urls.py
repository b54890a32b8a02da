"""Addresses of the votes app."""

from votes import urls_consultations, urls_engagement

urlpatterns = [*urls_consultations.urlpatterns, *urls_engagement.urlpatterns]
