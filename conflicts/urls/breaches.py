"""Addresses of breaches."""

from django.urls import path

from conflicts.views import breach_acts, breaches

ALL = "ccgs/<code>/registers/breaches/"
ONE = f"{ALL}<int:number>/"

urlpatterns = [
    path(ALL, breaches.breaches, name="breaches"),
    path(f"{ALL}report/", breaches.breach_report, name="breach-report"),
    path(f"{ALL}reported/", breaches.breach_reported, name="breach-reported"),
    path(ONE, breaches.breach, name="breach"),
    path(f"{ONE}take-up/", breach_acts.breach_take_up, name="breach-take-up"),
    path(f"{ONE}investigator/", breach_acts.breach_investigator, name="breach-investigator"),
    path(f"{ONE}findings/", breach_acts.breach_findings, name="breach-findings"),
    path(f"{ONE}conclude/", breach_acts.breach_conclude, name="breach-conclude"),
    path(f"{ONE}england/", breach_acts.breach_england, name="breach-england"),
    path(f"{ONE}publish/", breach_acts.breach_publish, name="breach-publish"),
    path(f"{ONE}dismiss/", breach_acts.breach_dismiss, name="breach-dismiss"),
]
