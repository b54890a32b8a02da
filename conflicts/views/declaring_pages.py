"""Who may open the pages of a declaration, and for whom it is made: oneself, or somebody whose paper came in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, sign_in_first
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from conflicts.models import Declarant
from conflicts.queries.declarations import is_declarant, live

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom a declaration is made and where its pages are."""

    person: Person
    own: bool
    page: str
    url_parts: dict[str, Any]

    @property
    def url(self) -> str:
        """Where it begins."""
        return url_to(self.page, self)

    def step(self, name: str) -> str:
        """The page of one step; `check` shows all answers."""
        return url_to(f"{self.page}-check", self) if name == "check" else url_to(f"{self.page}-step", self, step=name)

    def key(self, ccg: CCG) -> str:
        """Where the session keeps what was typed so far."""
        return f"declare-{ccg.pk}-{self.person.pk}"


def own_declaration(view: View) -> View:
    """For `view(request, ccg, whom, ...)`: the person who is signed in declares, if they are on the CCG's list.

    Without a part in the CCG the page does not exist; with one, the person is told who adds them.
    """

    @ccg_page()
    @wraps(view)
    def page(request: Request, ccg: CCG, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = request.person
        if person is None:
            return sign_in_first(request)
        if not is_declarant(person, ccg, request.now):
            if not request.asker.rights.connected(ccg):
                raise Http404(f"You do not declare interests to {ccg.name}.")
            words = f"You are not on {ccg.name}'s list of people who declare their interests. A governance officer adds"
            raise PermissionDenied(f"{words} you.")
        return view(request, ccg, Whom(person, True, "declare", ccg.url_parts), *args, **kwargs)

    return page


def declaration_for(view: View) -> View:
    """For `view(request, ccg, whom, ...)` at an address with `<declarant>`: an officer enters what came on paper."""

    @ccg_page(Permission.KEEP_REGISTERS)
    @wraps(view)
    def page(request: PersonRequest, ccg: CCG, *args: Any, declarant: int, **kwargs: Any) -> HttpResponseBase:
        rows = Declarant.objects.filter(live(request.now), ccg=ccg).select_related("person")
        row = get_object_or_404(rows, pk=declarant)
        parts = {**ccg.url_parts, "declarant": row.pk}
        whom = Whom(row.person, row.person_id == request.person.pk, "declare-for", parts)
        return view(request, ccg, whom, *args, **kwargs)

    return page
