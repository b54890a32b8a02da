"""Every form that records something is recorded once, for what it contains.

Each POST of the role matrix that goes through is sent as its page drew it, filled in; where the act is checked first,
as the page of the check drew it. Sent again the same way it gets
the same answer and nothing is recorded. Sent again with one thing changed it is refused in words: the page shows what
was typed and carries a new number, and nothing is recorded. What cannot be asked so is listed in resending.py. Sent
again from a fresh page with other details, none of them is dropped without a word: afresh.py.
"""

from typing import Any

import pytest
from django.urls import resolve, reverse

from cocommission.home.waiting import recorded
from cocommission.shared.clock import read_clock
from cocommission.shared.forms.numbers import FIELD
from cocommission.shared.views.sending import CHECKED, records_something
from tests.forms import forms_on
from tests.sweeps import afresh, resending
from tests.sweeps.resending import POSTED, SENT, changes, doer, drawn, filled_in, problems, rows, seen_in

OTHER_DETAILS = "with other details"
NO_SUCH_FIELD = ("no_such_field", "1")


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_a_form_is_recorded_once_and_for_what_it_contains(case, country):
    with country.arranged(case.arguments) as (world, arguments):
        address = reverse(case.name, kwargs=arguments)
        client = country.client(doer(case))
        resending.prepare(case.name, client, address)
        form = drawn(client, address)
        sent = client.checked(address, form.with_data(filled_in(case, world)))
        typed = {name: value for name, value in sent.items() if name != CHECKED}
        change = next(changes(form, typed), None)
        assert (change is None) == (case.name in resending.A_BUTTON), f"{address}: {change} can be changed"
        before, counted_at = rows(), recorded(read_clock())
        first = client.post(address, sent)
        once = rows()
        assert first.status_code == 302, f"{address}: {first.status_code}, {problems(first)}"
        silent = case.name in {*resending.SESSION_ONLY, *resending.RECORDS_NOTHING}
        assert (once == before) == silent, f"{address}: whether something is recorded"
        assert silent or recorded(read_clock()) != counted_at, f"{address}: what waits for people is not asked anew"
        again = client.post(address, sent)
        assert (again.status_code, again["Location"]) == (302, first["Location"]), f"{address}: sent again"
        assert rows() == once, f"{address}: sent again, and recorded again"
        name, value = change or NO_SUCH_FIELD
        other = client.post(address, {**sent, name: value})
        assert rows() == once, f"{address}: sent again with {name}: {value}, and recorded again"
        if case.name in resending.SESSION_ONLY:
            assert (other.status_code, records_something(resolve(address).func)) == (302, False), address
            return
        assert other.status_code == 409, f"{address}: sent again with {name}: {value}"
        if case.name in resending.OWN_COMPARISON:
            assert not records_something(resolve(address).func), f"{address} compares nothing by itself"
            return
        refused_in_words(address, other.content.decode(), sent[FIELD])
        if name in seen_in(form):
            assert is_there(other.content.decode(), name, value), f"{address}: {name}: {value} is lost"
        if case.name not in resending.RECORDS_NOTHING:
            lost = afresh.not_listed(case.name, afresh.dropped(client, address, form, typed))
            assert not lost, f"{address}: sent from a fresh page, these are dropped without a word: {lost}"


def refused_in_words(address: str, page: str, number: str) -> None:
    """The page says why, and its form has a number of its own."""
    assert OTHER_DETAILS in page, f"{address}: not refused in words"
    numbers = {number for one in forms_on(page) for number in one.fields.get(FIELD, [])}
    assert numbers, f"{address}: no number"
    assert number not in numbers, f"{address}: no new number"


def is_there(page: str, name: str, value: Any) -> bool:
    """Whether the page shows what was typed or chosen, in its form or to copy."""
    held = [one.fields.get(name, []) for one in forms_on(page)]
    return str(value) in page if value else not any(held)


def test_what_is_left_out_is_listed_with_a_reason_and_no_more():
    through = {case.name for case in SENT}
    assert {case.name for case in POSTED} - through == set(resending.NEVER_THROUGH)
    for listed in (resending.SESSION_ONLY, resending.OWN_COMPARISON, resending.A_BUTTON, resending.RECORDS_NOTHING):
        assert set(listed) <= through, "no row of the matrix sends it"
