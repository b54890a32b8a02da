"""Every page that a visitor and three kinds of officer can reach, on the data of a whole country.

The demonstration gives the people, ballots and applications; the public files (COCOMMISSION_SHARED) or else the
invented country give the 209 CCGs and their practices. Links are followed from the front page; of each kind of page
a few are timed: the server's own time, without a network.
"""

import argparse
import re
import statistics
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from cocommission.shared.models import DemonstrationSignIn
from scripts.benchmarks import world
from scripts.benchmarks.measure import Figure, seconds

LIMIT = 100  # milliseconds
OF_A_KIND = 3
STARTS = ("/", "/ccgs/", "/tasks/", "/ccgs/?at=2016-03-01", "/regions/", "/api/v1/ccgs/", "/healthz")
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_OURS = ("account", "mfa", "socialaccount", "usersessions", "admin")


@dataclass(frozen=True)
class Page:
    """One address and its median time in milliseconds."""

    address: str
    took: float
    queries: int


def _kind(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name or ""
    except Resolver404:
        return ""


def reachable(client: Client, turns: int) -> list[Page]:
    """Every page found by following links, at most three of a kind, each asked `turns` times after the first."""
    waiting, known, kinds, found = deque(STARTS), set(STARTS), Counter[str](), list[Page]()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if not kind or kind.startswith(NOT_OURS) or kinds[kind] >= OF_A_KIND:
            continue
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        if answer.status_code != 200 or answer.streaming:
            continue
        kinds[kind] += 1
        queries = len(captured)  # the next request forgets them
        took = statistics.median(seconds(lambda a=address: client.get(a)) for _ in range(turns))
        found.append(Page(address, took * 1000, queries))
        for link in LINK.findall(answer.content.decode(errors="replace")):
            address = link.replace("&amp;", "&")
            if address not in known:
                known.add(address)
                waiting.append(address)
    return sorted(found, key=lambda page: -page.took)


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """The slowest page of each role, and under the row the ten slowest."""
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], world.NATIONAL
    try:
        officers = DemonstrationSignIn.objects.select_related("person").order_by("order")
        roles = {"a visitor": None}
        roles["a governance officer"] = officers[0].person
        roles["a committee secretary"] = next(one.person for one in officers if "secretary" in one.role)
        roles["a regional officer"] = next(one.person for one in officers if "regional" in one.role)
        for role, person in roles.items():
            client = Client(headers={"host": "127.0.0.1"})
            if person is not None:
                client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            pages = reachable(client, 3 if options.quick else 5)
            slowest = pages[0]
            told = "".join(
                f"\n      {page.took:7.1f} ms {page.queries:4} queries  {page.address}" for page in pages[:10]
            )
            yield Figure(
                f"slowest of {len(pages)} pages of {role}", slowest.took, LIMIT, "ms", slowest.took / LIMIT,
                f"<= {LIMIT} ms", slowest.took <= LIMIT, f"{statistics.median(p.took for p in pages):.0f} ms in the "
                f"median; the slowest:{told}",
            )  # fmt: skip
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
