"""Addresses of minutes."""

from django.urls import path

from pccc.views import minutes

MINUTES = "ccgs/<code>/committees/<int:number>/meetings/<int:meeting>/minutes/"

urlpatterns = [
    path(MINUTES, minutes.minutes_page, name="minutes"),
    path(f"{MINUTES}minutes.docx", minutes.minutes_file, name="minutes-docx"),
    path(f"{MINUTES}draft/", minutes.minutes_draft, name="minutes-draft"),
    path(f"{MINUTES}words/", minutes.minutes_words, name="minutes-words"),
    path(f"{MINUTES}final/", minutes.minutes_final, name="minutes-final"),
    path(f"{MINUTES}back/", minutes.minutes_back, name="minutes-back"),
    path(f"{MINUTES}approve/", minutes.minutes_approve, name="minutes-approve"),
    path(f"{MINUTES}publish/", minutes.minutes_publish, name="minutes-publish"),
]
