"""Pages of the house itself."""

from django.urls import path, register_converter

from cocommission.home.views import calendars, front, lists, person, records, reference, search, status
from cocommission.shared.views.lists import TABLE_FORMATS


class TableFormat:
    """A file that a list is given as."""

    regex = "|".join(TABLE_FORMATS)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    to_url = to_python


register_converter(TableFormat, "table_format")
FILE = "<slug:name>.<table_format:form>"

PROOFS = [
    path(f"{where}ledger/", ledger, name=f"{place}-ledger")
    for place, where, ledger in (
        ("ccg", "ccgs/<str:code>/", records.ledger),
        ("region", "regions/<str:code>/", records.region_ledger),
        ("lmc", "lmcs/<str:code>/", records.lmc_ledger),
        ("national", "", records.national_ledger),
    )
]
OUTBOXES = [
    each
    for place, where, outbox, again in (
        ("ccg", "ccgs/<str:code>/", records.outbox, records.outbox_send_again),
        ("region", "regions/<str:code>/", records.region_outbox, records.region_outbox_send_again),
        ("lmc", "lmcs/<str:code>/", records.lmc_outbox, records.lmc_outbox_send_again),
        ("national", "", records.national_outbox, records.national_outbox_send_again),
    )
    for each in (
        path(f"{where}outbox/", outbox, name=f"{place}-outbox"),
        path(f"{where}outbox/<int:pk>/send-again/", again, name=f"{place}-outbox-send-again"),
        path(f"{where}outbox/send-again/", again, name=f"{place}-outbox-send-all"),
    )
]
urlpatterns = [
    *PROOFS,
    *OUTBOXES,
    path("", front.home, name="home"),
    path("tasks/", person.tasks, name="tasks"),
    path("tasks/calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>/", calendars.calendar_feed, name="calendar-feed"),
    path("ccgs/<str:code>/calendar/", calendars.ccg_calendar, name="ccg-calendar"),
    path("organisations/", person.organisations, name="organisations"),
    path("accounts/demonstration/", person.demonstration, name="demonstration-sign-in"),
    path("search/", search.search, name="search"),
    path("rules/", reference.rules, name="rules"),
    path("glossary/", reference.glossary, name="glossary"),
    path("accessibility/", reference.accessibility, name="accessibility"),
    path("privacy/", reference.privacy, name="privacy"),
    path("status/", status.status, name="status"),
    path("ledger/heads.json", records.ledger_head, name="ledger-heads"),
    path("ccgs/<str:code>/history/<str:label>/<int:pk>/", records.history, name="ccg-history"),
    path("history/<str:label>/<int:pk>/", records.national_history, name="record-history"),
    path("lists/", lists.national_index, name="lists"),
    path(f"lists/{FILE}", lists.national_file, name="list-file"),
    path("ccgs/<str:code>/lists/", lists.ccg_index, name="ccg-lists"),
    path(f"ccgs/<str:code>/lists/{FILE}", lists.ccg_file, name="ccg-list-file"),
    path("regions/<str:code>/lists/", lists.region_index, name="region-lists"),
    path(f"regions/<str:code>/lists/{FILE}", lists.region_file, name="region-list-file"),
    path("lmcs/<str:code>/lists/", lists.lmc_index, name="lmc-lists"),
    path(f"lmcs/<str:code>/lists/{FILE}", lists.lmc_file, name="lmc-list-file"),
]
