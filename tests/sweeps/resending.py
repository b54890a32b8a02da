"""The forms of the role matrix sent again: as they were, or with one thing changed; and what is left out, with why.

Each list holds names of addresses with the reason. tests/sweeps/test_forms_are_sent_once.py proves that the lists are
exact: what stands in one of them needs it, and what needs it stands there.
"""

import re
from collections.abc import Iterator
from typing import Any

from cocommission.shared.forms.numbers import FIELD
from cocommission.shared.views.sending import UNSIGNED
from tests import database
from tests.factories.consultations import upload
from tests.forms import PageForm, form_to, forms_on
from tests.sweeps.asking import Case, cases

# Nothing is recorded before the page that checks it all: Back, change and send is how these work.
SESSION_ONLY = {
    "declare-step": "a step of the guided declaration",
    "declare-for-step": "a step of the guided declaration, for somebody else",
    "lmc-answer": "a step of the LMC's answer",
}

# These compare numbers and contents in their own statements, and have words of their own.
OWN_COMPARISON = {"vote": "votes are sealed; tests/faults and tests/screens prove it further"}

# Nothing in them can be typed, chosen or taken away. A field that they do not have is sent along instead.
A_BUTTON = {
    "calendar": "a new address for the calendar: a button alone",
    **dict.fromkeys(
        (
            "application-agreement-sign", "application-document-remove", "ballot-assisted-confirm", "ballot-count",
            "ballot-discard", "ballot-open", "ballot-publish", "ballot-question-remove", "breach-england",
            "ccg-outbox-send-again", "ccg-outbox-send-all", "region-outbox-send-all", "lmc-outbox-send-all",
            "national-outbox-send-all", "committee-activate", "consultation-further", "consultation-open",
            "consultation-paper-remove", "engagement-template", "lmc-outbox-send-again", "meeting-item-remove",
            "meeting-publish", "minutes-draft", "minutes-final", "minutes-publish", "national-outbox-send-again",
            "procurement-decide", "procurement-participant-remove", "procurement-publish", "region-agreement-sign",
            "region-outbox-send-again", "region-start-review", "rounds-load",
        ),
        "a button about the record of its address",
    ),
}  # fmt: skip

# They go through as the matrix sends them, and leave everything as it was.
RECORDS_NOTHING = {
    "application-start-day": "the round of the matrix has one day, and the application has it",
    "minutes-draft": "whoever closed the meeting has drafted them; the answer leads to them",
}

# No row of the matrix has somebody whose form goes through.
NEVER_THROUGH = {
    "demonstration-sign-in": "there is no demonstration in the matrix",
    "meeting-declare": "none of its columns sits on the committee; tests/screens/test_meeting_pages.py sends it",
    "organisations": "nobody in the matrix has two organisations; it only keeps in the session which is shown",
    "self-certification-attest": "its return is not filled in; tests/actions sign it",
    **dict.fromkeys(
        ("meeting-apologies", "meeting-arrival", "meeting-chair", "meeting-close", "meeting-item-finish",
         "meeting-item-remedy", "meeting-item-take", "meeting-movement", "meeting-nil", "meeting-open"),
        "the meeting of the matrix has not begun; tests/screens/test_meeting_desk_hostile.py sends it twice",
    ),
    **dict.fromkeys(
        ("breach-conclude", "breach-publish", "breach-take-up", "procurement-award", "self-certification-submit"),
        "its record is in an earlier state; the row of the matrix is about who is let in",
    ),
    **dict.fromkeys(
        ("application-exit", "arrangement-edit", "arrangement-sign", "breach-dismiss", "breach-investigator",
         "ccg-representatives-import", "consultation-paper-new", "decision-urgent", "gift-new", "item-consents",
         "lmc-post-end", "minutes-approve", "ods", "region-post-end"),
        "the row of the matrix sends less than it asks for; the row is about who is let in",
    ),
}  # fmt: skip

TYPED = "Typed again in other words"
PASSING = ("django_session", "shared_sentform")
Sent = dict[str, Any]


def _day(name: str) -> Sent:
    return {f"{name}[day]": "30", f"{name}[month]": "9", f"{name}[year]": "2015"}


DECLARATION = (
    ("type", {"kind": "FINANCIAL"}),
    ("organisation", {"body": "none"}),
    (
        "details",
        {
            "capacity": "PARTNER",
            "description": "A partner",
            "consent": "yes",
            **_day("arose_on"),
            **_day("aware_on"),
        },
    ),
)
STEPS = {"declare-check": DECLARATION, "declare-for-check": DECLARATION}


HANDS_OVER = ("lmc-post-replace", "region-post-replace")
"""The first of those who may hands over a post of their own, which signs them out: the last does it."""


def doer(case: Case) -> str:
    """A person whose form goes through, as the row says; empty where nobody's does."""
    found = [role for role, allowed in case.expected.items() if 302 in allowed and role != "public"]
    return "" if not found else found[-1] if case.name in HANDS_OVER else found[0]


POSTED = [case for case in cases() if case.method == "POST" and case.listed]
SENT = [case for case in POSTED if doer(case)]


def rows() -> list[Any]:
    """What stands for all rows of all tables and what is in them, but for sessions and the numbers themselves."""
    each = "SELECT count(*), sum(hashtextextended(each::text, 0)::numeric) FROM {table} AS each"
    return database.ask_every_table("held", each, but=PASSING)


def drawn(client: Any, address: str) -> PageForm:
    """The form as its page draws it; a button that stands on another page has the number of any form."""
    page = client.get(address)
    found = form_to(page.content.decode(), address) if page.status_code == 200 else None
    if found is not None:
        assert len(found.fields.get(FIELD, [])) >= 1, f"{address}: its form has no number"
        return found
    anywhere = next(one for one in forms_on(client.get("/").content.decode()) if FIELD in one.fields)
    return PageForm(address, "POST", {name: anywhere.fields[name] for name in (FIELD, "csrfmiddlewaretoken")})


def filled_in(case: Case, world: Any) -> Sent:
    """What the row of the matrix fills in; the number is the one that the page drew."""
    data = case.data(world) if case.data else {}
    return {name: value for name, value in data.items() if name != FIELD}


def problems(answer: Any) -> list[str]:
    """What the error summary of a page says."""
    summary = re.search(r"error-summary__list.*?</ul>", answer.content.decode(), re.DOTALL)
    return [" ".join(line.split()) for line in re.findall(r">([^<>]*\w[^<>]*)<", summary[0] if summary else "")]


def changes(form: PageForm, sent: Sent, *, unseen: bool = True) -> Iterator[tuple[str, Any]]:
    """Each thing that can be typed, chosen, ticked or taken away in another way: its name and the other value.

    What the row fills in beside the form is typed on another page; with `unseen`, hidden fields come last of all.
    """
    hidden = hidden_in(form)
    for name in form.texts:
        yield name, TYPED
    for name, values in form.choices.items():
        yield from _chosen_otherwise(name, values, sent.get(name, ""))
    for name in {**dict.fromkeys(form.numbers), **sent}:
        if name not in hidden and name not in form.texts and name not in form.choices:
            yield name, _otherwise(sent.get(name, ""))
    for name in form.fields if unseen else ():
        if name in hidden and name not in UNSIGNED:
            yield name, f"{sent[name]}0"


def seen_in(form: PageForm) -> set[str]:
    """The fields in which somebody can type or choose, as the page drew them."""
    return {*form.texts, *form.numbers, *form.choices}


def hidden_in(form: PageForm) -> set[str]:
    """The fields that nobody sees."""
    return {*UNSIGNED, *form.fields} - seen_in(form)


def _chosen_otherwise(name: str, values: list[str], chosen: Any) -> Iterator[tuple[str, Any]]:
    many = chosen if isinstance(chosen, list | tuple) else [chosen]
    others = [value for value in values if value and value not in {str(one) for one in many}]
    if others:
        yield name, others[0]
    elif chosen and values:
        yield name, ""  # a tick is taken away


def _otherwise(value: Any) -> Any:
    if hasattr(value, "read"):
        return upload(name=value.name, text="Another file")
    if isinstance(value, list | tuple):
        return [] if value else [1]
    return str(int(value) + 1) if str(value).isdigit() else TYPED if value else "1"


def prepare(name: str, client: Any, address: str) -> None:
    """Goes the steps that lead to a page that checks them all."""
    for step, data in STEPS.get(name, ()):
        answer = client.post(address.replace("/check/", f"/{step}/"), data)
        assert answer.status_code == 302, f"{address}: {step}: {problems(answer)}"
