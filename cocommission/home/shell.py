"""What the frame around every page needs: who is signed in, for which organisation, and the navigation."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch

from ccgs.models import Post
from ccgs.views.access import Request, attach, may_open
from cocommission.home.record_pages import page_tools
from cocommission.home.sub_navigation import sub_navigation

IN_HAND = "organisation_in_hand"
PUBLIC = [("CCGs", "/ccgs/"), ("Models A, B, C", "/models/"), ("Rounds", "/rounds/"), ("Rules", "/rules/")]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in which a person holds posts now; `key` is what the session keeps."""

    key: str
    name: str
    kind: str
    url: str
    roles: tuple[str, ...] = ()


def posts_now(request: Request) -> list[Post]:
    """The posts that the signed-in person holds now, asked once per request."""
    return attach(request).posts


class Shell:
    """Lazy: a page that shows no header asks nothing."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @cached_property
    def person(self) -> Any:
        """The signed-in person, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Where the person holds posts now, in the order of the posts."""
        return organisations_of(posts_now(self.request)) if self.person else []

    @cached_property
    def in_hand(self) -> Organisation | None:
        """The organisation that the person chose, as long as they hold a post there; else their first."""
        chosen = self.request.session.get(IN_HAND) if self.person else None
        return next(
            (each for each in self.organisations if each.key == chosen),
            self.organisations[0] if self.organisations else None,
        )

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """Labels and addresses of the bar below the header."""
        if not self.person:
            return PUBLIC
        own: list[tuple[str, str]] = [("My tasks", "/tasks/")]
        if self.in_hand and self.in_hand.url:
            own.append((self.in_hand.name, self.in_hand.url))
        if self.person.is_staff:
            own.append(("Load data", "/data/ods/"))
        return own + PUBLIC

    def may_open(self, address: str) -> bool:
        """Whether the reader holds the right that the page at `address` asks for."""
        return may_open(self.request, address)

    def crumbs(self, trail: Iterable[tuple[Any, str]]) -> list[tuple[Any, str]]:
        """The breadcrumbs of a page: home, and of `trail` the pages that the reader may open."""
        return [("Home", "/"), *(crumb for crumb in trail if self.may_open(crumb[1]))]


def organisations_of(posts: list[Post]) -> list[Organisation]:
    """The organisations of `posts`, each once, with the roles held there."""
    found: dict[str, tuple[Post, list[str]]] = {}
    for post in posts:
        key = f"{post.terms.kind}:{post.organisation.pk}"
        found.setdefault(key, (post, []))[1].append(str(post.get_role_display()))
    return [
        Organisation(key, post.organisation.name, str(post.terms.kind.label), address_of(post), tuple(roles))
        for key, (post, roles) in found.items()
    ]


def address_of(post: Post) -> str:
    """The page of the organisation in which `post` is held; where it has none, the person's tasks."""
    try:
        return str(post.organisation.url)
    except NoReverseMatch:
        return "/tasks/"


def shell(request: Request) -> dict[str, Any]:
    """Context processor."""
    return {"shell": Shell(request), "page_tools": page_tools, "sub_navigation": sub_navigation}
