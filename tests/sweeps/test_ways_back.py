"""Every page leads back: to the page above it in its address, once, by a breadcrumb or by a back link."""

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse
from lxml import html

from tests.browser import Browser
from tests.sweeps.asking import answer, cases

PAGES = [case for case in cases() if case.method == "GET" and case.listed]
ASIDE = {
    "declared-interest": "Its reader comes from the declarations; the address above is the register.",
    "application-show": "The address above shows the newest application.",
    "meeting-item-finish": "The secretary comes from the desk and goes back to it.",
    "meeting-item-remedy": "The secretary comes from the desk and goes back to it.",
    "ballot-challenge-answer": "The address above is the form of whoever challenges.",
    "ballot-question-remove": "The address above is another act on the question.",
    "vote-receipt": "The vote is cast; the page offers to change it.",
    "lmc-answer-done": "The answer is sent; the address above is where the next one begins.",
}
"""Pages that lead elsewhere than to the page above them, and why."""


def above(address: str, client: Browser) -> str | None:
    """The nearest address above `address` at which this person may open a page."""
    parts = address.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        higher = "/" + "/".join(parts[:length]) + "/"
        try:
            resolve(higher)
        except Resolver404:
            continue
        if drawn(answer(client, "GET", higher, None)):
            return higher
    return None


def drawn(given: HttpResponse) -> bool:
    return given.status_code == 200 and not given.streaming and given["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_the_page_above_is_one_link_away(case, country):
    role = next((role for role, allowed in case.expected.items() if 200 in allowed and role != "public"), None)
    if role is None:
        return
    with country.arranged(case.arguments) as (_, arguments):
        address = reverse(case.name, kwargs=arguments)
        client = country.client(role)
        given = answer(client, "GET", address, None)
        parent = above(address, client)
    if not drawn(given):
        return
    page = html.fromstring(given.content)
    crumbs = set(page.xpath("//nav[contains(@class, 'nhsuk-breadcrumb')]//a/@href"))
    back = set(page.xpath("//main//a[contains(@class, 'nhsuk-back-link')]/@href"))
    assert not crumbs & back, f"{address}: breadcrumb and back link lead to the same page"
    ways = {link.partition("#")[0] for link in crumbs | back}
    leads = parent is None or parent in ways
    if case.name in ASIDE:
        assert not leads, f"{case.name} leads back and needs no exception"
    else:
        assert leads, f"{address}: no way back to {parent}, only {sorted(ways)}"
