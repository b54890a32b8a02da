"""Every page of an organisation has its sub-navigation, with the reader's place in it."""

import pytest
from django.urls import reverse
from lxml import html

from tests.sweeps.asking import answer, cases, of_organisations
from tests.sweeps.test_ways_back import drawn

PAGES = [
    case
    for name in sorted(of_organisations() | {"practice"})
    for case in [one for one in cases() if one.name == name and one.method == "GET" and one.listed][:1]
]
NO_PLACE = {"ccg-history": "The history of any record of the CCG."}
"""Pages that belong to no entry of the sub-navigation, and why."""


def test_there_are_pages():
    assert len(PAGES) > 100


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_the_page_shows_where_it_belongs(case, country):
    reader = next((role for role, allowed in case.expected.items() if 200 in allowed), None)
    if reader is None:
        return
    with country.arranged(case.arguments) as (_, arguments):
        address = reverse(case.name, kwargs=arguments)
        given = answer(country.client(reader), "GET", address, None)
    if not drawn(given):
        return
    (navigation,) = html.fromstring(given.content).xpath("//nav[contains(@class, 'app-sub')]")
    rows = navigation.xpath("./ul")
    assert 1 < len(rows[0].xpath("./li")) <= 6, "the organisation and at most five groups"
    for row in rows:
        here = row.xpath(".//a[@aria-current]")
        assert len(here) == (0 if case.name in NO_PLACE else 1), f"{address}: {[a.text_content() for a in here]}"
