"""Who may open which page.

An organisation that does not exist, and one in which the person has no post at all, is 404; a person with a post
there but without the right is told who has it (403). Nobody signed in is sent to sign in. The national data steward,
who grants first posts, may open the pages on which posts are granted.
"""

from collections.abc import Callable
from functools import cached_property, lru_cache, wraps
from typing import Any, Concatenate, TypeGuard, TypeVar, cast, overload

from django.contrib.auth.views import redirect_to_login  # noqa: TID251  (here what was typed is kept)
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from ccgs.models import CCG, LMC, MemberPractice, Post, Region
from ccgs.queries.posts import ccg_of, posts_of
from ccgs.queries.rights import KINDS, NO_RIGHTS, Rights, rights_of
from ccgs.terms.roles import ROLES, OrganisationKind, Permission
from cocommission.shared.clock import read_clock
from cocommission.shared.models import Person
from cocommission.shared.requests import MomentRequest
from cocommission.shared.todo import Todo, tasks_of
from cocommission.shared.views.typed import keep_typed

View = Callable[..., HttpResponseBase]
Find = Callable[[str], Model | None]
"""Finds the organisation of a code."""
CONNECTED = ""
"""In place of a permission: any post in the organisation or, for a CCG, in its practices, LMC or region."""


class Asker:
    """The person behind a request: their posts and rights at its moment, each fetched once when first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        timed = cast(MomentRequest, request)
        if not hasattr(timed, "now"):
            timed.now = read_clock()
        self.now = timed.now
        self.person: Person | None = request.user if request.user.is_authenticated else None

    @cached_property
    def rights(self) -> Rights:
        """What the person may do now."""
        return rights_of(self.person, self.now) if self.person else NO_RIGHTS

    @cached_property
    def posts(self) -> list[Post]:
        """The posts that the person holds now."""
        return posts_of(self.person, self.now)

    @cached_property
    def tasks(self) -> list[Todo]:
        """What the person has to do now or later."""
        return tasks_of(self.person, self.posts, self.now)

    def tasks_in(self, posts: list[Post]) -> list[Todo]:
        """The tasks that come with these posts of theirs; asked once for the page and its sub-navigation if all are."""
        if len(posts) == len(self.posts):
            return self.tasks
        return tasks_of(self.person, posts, self.now) if posts else []

    def may(self, permission: str, organisation: Model) -> bool:
        """Whether the person may do ``permission`` in ``organisation`` now."""
        return self.rights.may(permission, organisation)


class Request(MomentRequest):
    """What a page gets that anybody may open: ``person`` is None when nobody is signed in."""

    asker: Asker
    person: Person | None
    posts: list[Post]
    may: Callable[[str, Model], bool]
    organisation: Model


class PersonRequest(Request):
    """What a page gets that needs somebody signed in."""

    person: Person


def signed_in(request: Request) -> TypeGuard[PersonRequest]:
    """Whether somebody is signed in, for pages that anybody may open."""
    return request.person is not None


Place = TypeVar("Place", bound=Model)
Public = Callable[Concatenate[Request, Place, ...], HttpResponseBase]
Private = Callable[Concatenate[PersonRequest, Place, ...], HttpResponseBase]


def attach(request: HttpRequest) -> Asker:
    """Gives the request ``person``, ``posts`` and ``may``; asking again gives the same answers."""
    given = cast(Request, request)
    if not hasattr(given, "asker"):
        asker = Asker(request)
        given.asker = asker
        given.person = asker.person
        given.posts = cast(list[Post], SimpleLazyObject(lambda: asker.posts))
        given.may = asker.may
    return given.asker


class RightsMiddleware:
    """Gives every request its person, posts and rights; nothing is fetched until a page asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attaches, then answers."""
        attach(request)
        return self.get_response(request)


def who_may(permission: str) -> str:
    """The roles that carry ``permission``, for people."""
    return " or ".join(role.display_name for role in ROLES.values() if permission in role.permissions)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Sends nobody signed in to sign in; a form that they sent waits for them, see `shared.views.typed`."""
    cast(MomentRequest, request).sign_in_first = True
    keep_typed(request)
    return redirect_to_login(request.get_full_path())  # noqa: TID251


def _check(
    request: HttpRequest, organisation: Model, permissions: tuple[str, ...], *, also: Model | None = None
) -> HttpResponse | None:
    """None when the person may go on; ``also`` is a second organisation in which a permission may be held."""
    asker = attach(request)
    cast(Request, request).organisation = organisation
    if not permissions:
        return None
    if asker.person is None:
        return sign_in_first(request)
    if _admitted(asker, organisation, permissions, also=also):
        return None
    if not asker.rights.connected(organisation):
        raise Http404(f"You hold no post at {organisation}.")
    words = " or ".join(str(Permission(permission).label) for permission in permissions)
    who = " or ".join(dict.fromkeys(who_may(permission) for permission in permissions))
    raise PermissionDenied(f"None of your posts lets you {words} for {organisation}. Ask: {who}.")


def _admitted(asker: Asker, organisation: Model, permissions: tuple[str, ...], *, also: Model | None = None) -> bool:
    """Whether the person may do one of these there; nobody signed in may do none."""
    if asker.person is None:
        return False
    if asker.person.is_staff and Permission.MANAGE_POSTS in permissions:
        return True
    places = [organisation] if also is None else [organisation, also]
    return asker.rights.connected(organisation) and any(
        asker.may(permission, place) for permission in permissions for place in places
    )


@lru_cache(maxsize=16384)
def _gate(path: str) -> tuple[Find, tuple[str, ...], str] | None:
    """Of a page of an organisation that asks for a right: how its organisation is found, the rights, and its code."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    asks: tuple[Find, tuple[str, ...]] | None = getattr(match.func, "asks", None)
    return (*asks, str(match.kwargs["code"]).upper()) if asks and asks[1] else None


def may_open(request: HttpRequest, address: str) -> bool:
    """Whether the reader holds a right that the page at `address` asks for, if that page is one of an organisation.

    Other pages count as open. Takes one statement if the page is of another organisation than the one being read.
    """
    path, asker = str(address).partition("#")[0].partition("?")[0], attach(request)
    gate = _gate(path)
    if gate is None or asker.person is None:
        return gate is None
    find, permissions, code = gate
    here: Any = getattr(request, "organisation", None)
    organisation = here if here is not None and path.startswith(str(here.url)) else find(code)
    return organisation is not None and _admitted(asker, organisation, permissions)


def _organisation_page(find: Find, permissions: tuple[str, ...]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            organisation = find(code.upper())
            if organisation is None:
                raise Http404(f"There is no organisation with the code {code}.")
            return _check(request, organisation, permissions) or view(request, organisation, *args, **kwargs)

        cast(Any, page).asks = (find, permissions)
        return page

    return decorate


def _ccg(code: str) -> CCG | None:
    return CCG.objects.select_related("region", "local_team").filter(code=code, is_hub=False).first()


@overload
def ccg_page() -> Callable[[Public[CCG]], View]: ...
@overload
def ccg_page(permission: str, /, *more: str) -> Callable[[Private[CCG]], View]: ...
def ccg_page(*permissions: str) -> Callable[[View], View]:
    """For ``view(request, ccg, ...)`` at a URL with ``<code>``: public without permissions, else any one of them."""
    return _organisation_page(_ccg, permissions)


def practice_page(
    permission: str, /, *more: str
) -> Callable[[Callable[Concatenate[PersonRequest, CCG, MemberPractice, ...], HttpResponseBase]], View]:
    """For ``view(request, ccg, practice, ...)`` at a URL with ``<code>`` and ``<practice_code>``.

    The practice must belong to the CCG today; any one of the permissions, held in the CCG or in the practice.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, code: str, practice_code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now = attach(request).now
            ccg = _ccg(code.upper())
            practice = MemberPractice.objects.filter(code=practice_code.upper()).first()
            if ccg is None or practice is None or ccg_of(practice, now) != ccg:
                raise Http404(f"There is no practice {practice_code} in {code}.")
            answer = _check(request, ccg, (permission, *more), also=practice)
            return answer or view(request, ccg, practice, *args, **kwargs)

        return page

    return decorate


def person_ccg_page(view: Private[CCG]) -> View:
    """For ``view(request, ccg, ...)`` that needs somebody signed in, whatever their posts."""
    return person_page(_organisation_page(_ccg, ())(view))


@overload
def region_page() -> Callable[[Public[Region]], View]: ...
@overload
def region_page(permission: str, /, *more: str) -> Callable[[Private[Region]], View]: ...
def region_page(*permissions: str) -> Callable[[View], View]:
    """For ``view(request, region, ...)``: as ``ccg_page``."""
    return _organisation_page(lambda code: Region.objects.filter(code=code).first(), permissions)


@overload
def lmc_page() -> Callable[[Public[LMC]], View]: ...
@overload
def lmc_page(permission: str, /, *more: str) -> Callable[[Private[LMC]], View]: ...
def lmc_page(*permissions: str) -> Callable[[View], View]:
    """For ``view(request, lmc, ...)``: as ``ccg_page``."""
    return _organisation_page(lambda code: LMC.objects.filter(code=code).first(), permissions)


def person_page(view: Callable[Concatenate[PersonRequest, ...], HttpResponseBase]) -> View:
    """For ``view(request, ...)`` that needs somebody signed in, whatever their posts."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if attach(request).person is None:
            return sign_in_first(request)
        return view(cast(PersonRequest, request), *args, **kwargs)

    return page


def steward_page(view: Callable[Concatenate[PersonRequest, ...], HttpResponseBase]) -> View:
    """For ``view(request, ...)`` of the national data steward; for others the page does not exist."""

    @person_page
    @wraps(view)
    def page(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.person.is_staff:
            raise Http404("Only for the national data steward.")
        return view(request, *args, **kwargs)

    return page


def kind_of(organisation: Model) -> OrganisationKind:
    """The kind of an organisation, as roles name it."""
    return OrganisationKind(KINDS[type(organisation)])
