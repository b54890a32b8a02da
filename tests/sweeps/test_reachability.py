"""Every page that somebody may open is linked from a page above it, from their tasks or from the front page."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlparse

import pytest
from django.urls import Resolver404, resolve, reverse
from lxml import html

from tests.browser import Browser
from tests.sweeps.asking import Case, answer, cases
from tests.sweeps.country import sameness
from tests.sweeps.test_ways_back import drawn

PAGES = [case for case in cases() if case.method == "GET" and case.listed]
REFUSED = {
    (case.name, sameness(case.arguments), role)
    for case in cases() if case.method == "POST" and case.listed
    for role, allowed in case.expected.items() if 409 in allowed
}  # fmt: skip
"""Who gets a page whose act is not possible in its arrangement, so that nothing leads there."""
SENT = {(case.name, role) for case in cases() if case.method == "POST" and case.listed
        for role, allowed in case.expected.items() if 302 in allowed}  # fmt: skip
AFTER_SENDING = "Shown after a form is sent."
WITHOUT_A_DOOR = {
    "application-exit": "Only for an application that is approved.",
    "ccg-constitution-compare": "It takes two versions, and there is one.",
    "procurement-checklist": "Only for a decision with a GP bidder.",
    "meeting-declare-for": "Linked from the desk once the meeting is open.",
    "breach-reported": AFTER_SENDING,
    "declare-done": AFTER_SENDING,
    "declare-for-done": AFTER_SENDING,
    "lmc-answer": AFTER_SENDING,
    "lmc-answer-check": AFTER_SENDING,
    "lmc-answer-done": AFTER_SENDING,
    "body-part": "Linked from the organisation that it is another name of, which its address does not name.",
}
"""Pages that no page above them links to, and why."""
SOMETIMES = {
    "application-show": "The page above shows the newest application itself. It links to others.",
}
"""Pages that the page above shows itself while there is one alone."""
DOORS = {
    "ccg-post": "/ccgs/{code}/representatives/",
    "the_region": "/regions/Y57/",
    "post_at_the_lmc": "/lmcs/KENT/people/{pk}/",
    "regions": "/ccgs/",
    "readiness": "/regions/",
    "lmcs": "/ccgs/",
    "lists": "/ccgs/",
    "votes": "/tasks/",
    "practice": "/ccgs/09W/practices/",
    "person": "/ccgs/09W/people/",
    "national-ledger": "/regions/Y57/",
    "national-outbox": "/regions/Y57/",
    "ccg-history": "/ccgs/{code}/people/{pk}/",
    "ccg-link-partner": "/ccgs/{code}/lmcs/",
    "ccg-unlink-partner": "/ccgs/{code}/lmcs/",
    "declared-interest": "/ccgs/{code}/registers/declarations/",
    "declarants": "/ccgs/{code}/registers/declarations/",
    "gift": "/ccgs/{code}/registers/gifts/?full=1",
    "region-application": "/regions/{code}/applications/?show=preparing",
    "meeting-apologies": "/ccgs/{code}/committees/{number}/meetings/{meeting}/desk/",
}
"""Pages, or pages of an arrangement, that are linked from a page beside them; `{}` are arguments of their address."""

READERS = {"votes": "representative", "one_of_the_accountable_officer": "guardian"}
"""Who looks for a page, or for the pages of an arrangement, that others may open without a use for it."""


def reader_of(case: Case) -> str | None:
    """The first role that gets the page, of those who may send its form if it has one."""
    for chosen in (case.name, case.arguments.__name__):
        if chosen in READERS:
            return READERS[chosen]
    asked = sameness(case.arguments)
    readers = [
        role
        for role, allowed in case.expected.items()
        if 200 in allowed and role != "public" and (case.name, asked, role) not in REFUSED
    ]
    return next((role for role in readers if (case.name, role) in SENT), readers[0] if readers else None)


def higher_pages(address: str) -> Iterator[str]:
    """Where a reader would look for `address`: the pages above it, the nearest first, then where everybody starts."""
    steps = address.strip("/").split("/")
    for length in range(len(steps) - 1, 0, -1):
        higher = "/" + "/".join(steps[:length]) + "/"
        try:
            resolve(higher)
        except Resolver404:
            continue
        yield higher
    yield from ("/tasks/", "/")


def links_of(page: str, client: Browser, within: str = "") -> list[str]:
    """Where the page leads by links, or by forms that are sent by GET."""
    given = answer(client, "GET", page, None)
    if not drawn(given):
        return []
    tree = html.fromstring(given.content)
    ways = tree.xpath(f"{within}//a/@href | {within}//form[not(@method) or @method='get']/@action")
    return [urlparse(urljoin(page, str(way))).path for way in ways]


def is_linked(address: str, client: Browser) -> bool:
    """Whether a page above `address`, or the first page of a group of the sub-navigation, links to it."""
    pages = list(higher_pages(address))
    if any(address in links_of(page, client) for page in pages):
        return True
    groups = links_of("/".join(address.split("/")[:3]) + "/", client, "//nav[contains(@class, 'app-sub')]/ul[1]")
    return any(address in links_of(page, client) for page in groups)


def test_exceptions_are_about_pages_that_exist():
    known = {name for case in PAGES for name in (case.name, case.arguments.__name__)}
    assert {*WITHOUT_A_DOOR, *SOMETIMES, *DOORS, *READERS} <= known


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_a_page_has_a_door(case, country):
    role = reader_of(case)
    if role is None:
        return
    with country.arranged(case.arguments) as (_, arguments):
        address = reverse(case.name, kwargs=arguments)
        client = country.client(role)
        beside = DOORS.get(case.name, DOORS.get(case.arguments.__name__, "")).format(**arguments)
        from_beside = beside and address in links_of(beside, client)
        linked = not from_beside and is_linked(address, client)
        is_page = from_beside or linked or drawn(answer(client, "GET", address, None))
    if not is_page or case.name in SOMETIMES:
        return
    if case.name in WITHOUT_A_DOOR:
        assert not linked, f"{case.name} has a door and needs no exception"
    else:
        assert linked or from_beside, f"{address}: no page that {role} would look at links to it"
