"""What is posted wrongly is told so: no page that takes a form answers nothing, or nonsense, with 200 or 500.

Every POST of the role matrix is asked, by one role that may do it, with an empty form and with nonsense in every
field. A redirect is an answer too: some acts need no more than the press of the button.
"""

import re

import pytest
from django.urls import reverse

from tests.sweeps.asking import answer, cases

ANSWERS = frozenset({302, 400, 403, 404, 409})
OF_DJANGO = re.compile(
    "This field is required|Ensure this value|Select a valid choice|Enter a valid|Enter a list of values"
    "|Null characters|be interpreted in time zone|No file was submitted|The submitted file is empty|ManagementForm"
)
NONSENSE = "\x00 =1+1 ⚑ " + "9" * 5_000


def doer(expected) -> str | None:
    """A role that the matrix lets do it: one that is sent on, else one that is shown a page."""
    for status in (302, 200, 400, 409):
        found = [role for role, allowed in expected.items() if status in allowed and role != "public"]
        if found:
            return found[0]
    return None


def nonsense_for(data) -> dict:
    return {name: [NONSENSE, NONSENSE] if isinstance(value, list) else NONSENSE for name, value in data.items()}


POSTS = [case for case in cases() if case.method == "POST" and case.listed and doer(case.expected)]


@pytest.mark.parametrize("case", POSTS, ids=lambda case: case.name)
def test_nothing_and_nonsense_are_refused_in_words(case, country):
    role = doer(case.expected)
    with country.arranged(case.arguments) as (world, arguments):
        address = reverse(case.name, kwargs=arguments)
        bodies = {"nothing": {}, "nonsense": nonsense_for(case.data(world)) if case.data else {}}
        answers = {what: answer(country.client(role), "POST", address, body) for what, body in bodies.items()}
    statuses = {what: each.status_code for what, each in answers.items()}
    assert set(statuses.values()) <= ANSWERS, f"POST {address} as {role}: {statuses}"
    for what, each in answers.items():
        page = "" if each.status_code == 302 else each.content.decode()
        places = [found.start() for found in re.finditer('class="nhsuk-error-summary"', page)]
        assert len(places) <= 1, f"{address}, {what}: the errors are said {len(places)} times"
        assert not places or places[0] < page.index("<h1"), f"{address}, {what}: the errors stand below the heading"
        unspoken = OF_DJANGO.findall(page)
        assert not unspoken, f"{address}, {what}: these are Django's words, not ours: {unspoken}"
        assert not places or "<title>Error: " in page, f"{address}, {what}: the title does not say that it is refused"
