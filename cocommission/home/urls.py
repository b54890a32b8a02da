"""Pages of the house itself."""

from django.urls import path

from cocommission.home.views import calendars, front, person, records, reference, status

urlpatterns = [
    path("", front.home, name="home"),
    path("tasks/", person.tasks, name="tasks"),
    path("tasks/calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>/", calendars.calendar_feed, name="calendar-feed"),
    path("ccgs/<str:code>/calendar/", calendars.ccg_calendar, name="ccg-calendar"),
    path("organisations/", person.organisations, name="organisations"),
    path("accounts/demonstration/", person.demonstration, name="demonstration-sign-in"),
    path("rules/", reference.rules, name="rules"),
    path("glossary/", reference.glossary, name="glossary"),
    path("accessibility/", reference.accessibility, name="accessibility"),
    path("privacy/", reference.privacy, name="privacy"),
    path("status/", status.status, name="status"),
    path("ledger/heads.json", records.ledger_head, name="ledger-heads"),
    path("ccgs/<str:code>/ledger/", records.ledger, name="ccg-ledger"),
    path("ccgs/<str:code>/history/<str:label>/<int:pk>/", records.history, name="ccg-history"),
    path("ccgs/<str:code>/outbox/", records.outbox, name="ccg-outbox"),
    path("ccgs/<str:code>/outbox/<int:pk>/send-again/", records.outbox_send_again, name="ccg-outbox-send-again"),
]
