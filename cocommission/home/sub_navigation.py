"""The sub-navigation on every page of an organisation: its groups, the current place, what waits for the reader."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from jinja2 import pass_context
from jinja2.runtime import Context

from ccgs.models import CCG, LMC, MemberPractice, Region
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import Request, kind_of
from cocommission.home.waiting import pages_to_go_to
from cocommission.shared.navigation import PageEntry, groups_of, navigation_group
from cocommission.shared.pages import url_to

for kind, readers, senders in (
    ("CCG", (Permission.VIEW_WORKING,), (Permission.RUN_BALLOTS, Permission.MANAGE_POSTS)),
    ("REGION", (Permission.REVIEW_APPLICATIONS,), (Permission.REVIEW_APPLICATIONS, Permission.MANAGE_POSTS)),
    ("LMC", (Permission.ANSWER_CONSULTATION,), (Permission.ANSWER_CONSULTATION, Permission.MANAGE_POSTS)),
):
    navigation_group(
        kind,
        "",
        PageEntry(f"{kind.lower()}-lists", "Lists to download"),
        PageEntry(f"{kind.lower()}-ledger", "Ledger of acts", readers),
        PageEntry(f"{kind.lower()}-outbox", "Messages", senders, steward=True),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """One link: `current` is "page" on the page itself, "true" below it, else empty; `waiting` things to do there."""

    title: Any
    url: str
    current: str = ""
    waiting: int = 0


Addresses = list[tuple[str, PageEntry]]
"""What the addresses of each entry begin with."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The groups of an organisation, its own page first, and the pages of the current group."""

    name: Any
    groups: list[Link]
    parts: list[Link]


@pass_context
def sub_navigation(context: Context) -> Navigation | None:
    """The sub-navigation of the page that is being drawn; None where it belongs to no organisation."""
    request: Request | None = context.get("request")
    if request is None or not hasattr(request, "asker"):
        return None
    organisation, path = _organisation(context, request), request.path
    if organisation is None:
        return None
    if isinstance(context.get("practice"), MemberPractice):
        path = url_to("ccg-practices", organisation)
    return navigation_of(request, organisation, path)


def _organisation(context: Context, request: Request) -> Any:
    """The CCG, LMC or region of the page; a practice's page belongs to its CCG."""
    version = context.get("version") if isinstance(context.get("practice"), MemberPractice) else None
    places = (getattr(request, "organisation", None), *map(context.get, ("ccg", "lmc", "region")))
    for place in (getattr(version, "ccg", None), *places):
        if isinstance(place, (LMC, Region)) or (isinstance(place, CCG) and not place.is_hub):
            return place
    return None


def navigation_of(request: Request, organisation: Any, path: str) -> Navigation:
    """The sub-navigation of `organisation` for whoever asks, with the place of `path` marked."""
    kind = kind_of(organisation)
    person = request.person

    def may(right: str) -> bool:
        return person is not None and _may(request, kind, organisation, right)

    steward = bool(person and person.is_staff)
    groups = {
        title: [entry for entry in entries if entry.is_for(may, steward=steward)]
        for title, entries in groups_of(kind).items()
    }
    shown = [
        (address, entry)
        for entries in groups.values()
        for entry in entries
        for address in (entry.address(organisation), *(f"{organisation.url}{one}" for one in entry.also))
    ]
    here = _place(shown, organisation, path)
    counts = Counter(_waiting(request, shown, organisation) if may("") else ())
    found = Navigation(organisation.name, [], [])
    for title, entries in groups.items():
        if not entries:
            continue
        links = [_link(entry, organisation, path if entry == here else "", counts) for entry in entries]
        current = next((link.current for link in links if link.current), "")
        if current and len(links) > 1:
            found.parts.extend(links)
            current = current if entries[0] == here else "true"
        waiting = sum(link.waiting for link in links)
        found.groups.append(Link(title or organisation.name, links[0].url, current, waiting))
    return found


def _place(shown: Addresses, organisation: Any, path: str) -> PageEntry | None:
    """The entry to which `path` belongs: the one whose address is the longest beginning of it."""
    begins = {
        address: entry
        for address, entry in shown
        if path == address or (path.startswith(address) and address != organisation.url)
    }
    return begins[max(begins, key=len)] if begins else None


def _waiting(request: Request, shown: Addresses, organisation: Any) -> Iterator[str]:
    """The page of each task of the reader that they can do now, as far as it is one of `shown`."""
    for address in pages_to_go_to(request.asker):
        place = _place(shown, organisation, address)
        if place is not None:
            yield place.page


def _link(entry: PageEntry, organisation: Any, path: str, counts: Counter[str]) -> Link:
    """The link to an entry; `path` is empty where the reader is elsewhere."""
    url = entry.address(organisation)
    current = "page" if path == url else "true" if path else ""
    return Link(entry.title, url, current, counts[entry.page])


def _may(request: Request, kind: OrganisationKind, organisation: Any, right: str) -> bool:
    """Whether the reader holds a right; at an LMC or region their posts say so, which the header fetches anyway."""
    if kind == OrganisationKind.CCG:
        return request.asker.rights.may(right, organisation)
    field = f"{kind.lower()}_id"
    own = [post for post in request.posts if getattr(post, field) == organisation.pk]
    return any(not right or right in cast(Any, post.terms.permissions) for post in own)
