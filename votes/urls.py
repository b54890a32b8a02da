"""Addresses of the votes app."""

from votes import urls_ballots, urls_consultations, urls_engagement

urlpatterns = [*urls_ballots.urlpatterns, *urls_consultations.urlpatterns, *urls_engagement.urlpatterns]
