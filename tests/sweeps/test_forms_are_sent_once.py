"""Every form that records something is recorded once, for what it contains.

Each POST of the role matrix that goes through is sent as its page drew it, filled in. Sent again the same way it gets
the same answer and nothing is recorded. Sent again with one thing changed it is refused in words: the page shows what
was typed and carries a new number, and nothing is recorded.
"""

import re
from typing import Any

import pytest
from django.urls import resolve, reverse

from cocommission.shared.forms.numbers import FIELD
from cocommission.shared.views.sending import records_something
from tests import database
from tests.forms import PageForm, form_to, forms_on
from tests.sweeps.asking import Case, cases

TYPED = "Typed again in other words"
OTHER_DETAILS = "with other details"
# These compare numbers and contents in their own statements; tests/faults and tests/screens prove it.
OWN_COMPARISON = {"vote"}
PASSING = ("django_session", "shared_sentform")


def doer(case: Case) -> str:
    return next((role for role, allowed in case.expected.items() if 302 in allowed and role != "public"), "")


SENT = [case for case in cases() if case.method == "POST" and case.listed and doer(case)]


def rows() -> int:
    """How many rows all tables have, but for sessions and the numbers themselves."""
    counts = database.ask_every_table("counted", "SELECT count(*) FROM {table}", but=PASSING)
    return sum(count for (count,) in counts)


def drawn(client: Any, address: str) -> PageForm:
    """The form as its page draws it; a button that stands on another page has the number of any form."""
    page = client.get(address)
    found = form_to(page.content.decode(), address) if page.status_code == 200 else None
    if found is not None:
        assert len(found.fields.get(FIELD, [])) >= 1, f"{address}: its form has no number"
        return found
    anywhere = next(one for one in forms_on(client.get("/").content.decode()) if FIELD in one.fields)
    return PageForm(address, "POST", {name: anywhere.fields[name] for name in (FIELD, "csrfmiddlewaretoken")})


def filled_in(case: Case, world: Any) -> dict[str, Any]:
    """What the row of the matrix fills in; the number is the one that the page drew."""
    data = case.data(world) if case.data else {}
    return {name: value for name, value in data.items() if name != FIELD}


def problems(answer: Any) -> list[str]:
    """What the error summary of a page says."""
    summary = re.search(r"error-summary__list.*?</ul>", answer.content.decode(), re.DOTALL)
    return [" ".join(line.split()) for line in re.findall(r">([^<>]*\w[^<>]*)<", summary[0] if summary else "")]


def changed(form: PageForm, sent: dict[str, Any]) -> dict[str, Any]:
    """The same with one thing typed or chosen in another way."""
    for name in form.texts:
        if name in sent or name in form.fields:
            return {**sent, name: TYPED}
    for name, values in form.choices.items():
        chosen = sent.get(name, "")
        chosen = {str(one) for one in (chosen if isinstance(chosen, list | tuple) else [chosen])}
        others = [value for value in values if value and value not in chosen]
        if name in sent and others:
            return {**sent, name: others[0]}
    return {**sent, "other": "1"}


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_a_form_is_recorded_once_and_for_what_it_contains(case, country):
    with country.arranged(case.arguments) as (world, arguments):
        address = reverse(case.name, kwargs=arguments)
        client = country.client(doer(case))
        form = drawn(client, address)
        sent = form.with_data(filled_in(case, world))
        before = rows()
        first = client.post(address, sent)
        once = rows()
        assert first.status_code == 302, f"{address}: {first.status_code}, {problems(first)}"
        if case.name in OWN_COMPARISON:
            return
        if not records_something(resolve(address).func):
            assert once == before, f"{address} says that it records nothing"
            return
        again = client.post(address, sent)
        assert (again.status_code, again["Location"], rows()) == (302, first["Location"], once), (
            f"{address}: sent again"
        )
        other = changed(form, sent)
        refused = client.post(address, other)
        page = refused.content.decode()
        assert (refused.status_code, rows()) == (409, once), f"{address}: sent again with {other}"
        assert OTHER_DETAILS in page, f"{address}: not refused in words"
        assert TYPED not in other.values() or TYPED in page, f"{address}: what was typed is lost"
        numbers = {number for one in forms_on(page) for number in one.fields.get(FIELD, [])}
        assert numbers, f"{address}: no number"
        assert sent[FIELD] not in numbers, f"{address}: no new number"
