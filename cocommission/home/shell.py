"""What the frame around every page needs: who is signed in, for which organisation, and the navigation."""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from django.http import HttpRequest

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


def posts_now(request: HttpRequest) -> list[Any]:
    """The posts that the signed-in person holds now, asked once per request."""
    known = getattr(request, "posts", None)
    if known is None:
        if not request.user.is_authenticated:
            known = []
        else:
            posts_of = import_module("ccgs.queries.posts").posts_of
            known = list(posts_of(request.user, request.now))  # type: ignore[attr-defined]
        request.posts = known  # type: ignore[attr-defined]
    return known


class Shell:
    """Lazy: a page that shows no header asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
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
        return own + PUBLIC


def organisations_of(posts: list[Any]) -> list[Organisation]:
    """The organisations of `posts`, each once, with the roles held there."""
    found: dict[str, tuple[Any, str, list[str]]] = {}
    for post in posts:
        for kind in ("ccg", "practice", "lmc", "region"):
            held_in = getattr(post, kind, None) if getattr(post, f"{kind}_id", None) else None
            if held_in is not None:
                found.setdefault(f"{kind}:{held_in.pk}", (held_in, kind, []))[2].append(str(post.get_role_display()))
    return [
        Organisation(key, str(getattr(held_in, "name", held_in)), kind, address_of(held_in, kind), tuple(roles))
        for key, (held_in, kind, roles) in found.items()
    ]


def address_of(organisation: Any, kind: str) -> str:
    """The page of an organisation."""
    if hasattr(organisation, "get_absolute_url"):
        return str(organisation.get_absolute_url())
    if hasattr(organisation, "url"):
        return str(organisation.url)
    places = {"ccg": "ccgs", "lmc": "lmcs", "region": "regions"}
    return f"/{places[kind]}/{organisation.code}/" if kind in places else "/tasks/"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"shell": Shell(request)}
