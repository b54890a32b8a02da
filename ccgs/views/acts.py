"""The page of one act: its form, why it is not possible now, and what happens when it is sent (decision 22).

An `ActPage` is the page half of an act whose other half is a `shared.rules.acts.Act`. `act_view` makes a view of it;
a view that has to find more than the record calls `act_page` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.forms import NHSForm
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.facts import gather
from cocommission.shared.views.checking import Check
from cocommission.shared.views.submitting import form_data, submitted

Row = TypeVar("Row", bound=Any)
Crumbs = list[tuple[str, str]]


class PlainForm(NHSForm):
    """Nothing but a button."""


def nothing(request: PersonRequest, row: Any) -> dict[str, Any]:
    """What most forms and pages need beside the record."""
    return {}


def nobody_barred(request: PersonRequest, row: Any) -> list[Blocker]:
    """Most acts are barred by right and state alone."""
    return []


def nothing_lost(request: PersonRequest, row: Any) -> list[str]:
    """Of most acts all that is lost is in their row."""
    return []


@dataclass(frozen=True)
class Place(Generic[Row]):
    """Where the acts of one kind of record are: `noun` is what actions and templates call the record.

    `find(request, ccg, **address)` gives the record of the address or raises Http404; `crumbs(row)` leads to it.
    `ccg(row)` is the CCG of its pages, None for a record of an LMC or a region.
    `caption(row)` stands above the title of a page, and `home(row)` is the page to which people go back.
    """

    noun: str
    find: Callable[..., Row]
    crumbs: Callable[[Row], Crumbs]
    ccg: Callable[[Row], CCG | None] = field(default=lambda row: cast(CCG, row.ccg))
    caption: Callable[[Row], str] = field(default=lambda row: str(row.title))
    home: Callable[[Row], str] = field(default=lambda row: str(row.url))

    def way_to(self, row: Row) -> Crumbs:
        """The crumbs of a page below the record: they end at the record."""
        crumbs = self.crumbs(row)
        return crumbs if crumbs and crumbs[-1][1] == self.home(row) else [*crumbs, (self.caption(row), self.home(row))]


@dataclass(frozen=True, kw_only=True)
class ActPage(Generic[Row]):
    """How an act is offered.

    `does` is the action: it gets the record under the place's noun, `by`, `now` and the form's data, of which the
    fields of the dataclass `facts`, where one is named, are one object. `done`, or `done(made)` of what the action
    gave, is said afterwards, where there is anything to say. `then(row)` is where the person goes, else to the record;
    or `leads(made)`.
    `fill` gives the form's further arguments and `beside` what its template shows beside it, both of the request and
    the record; `barred` says why this person cannot act although right and state would allow it.
    `cites` links the act's rule after the intro. An act with `final` is sent from a page on which the person checks it
    (`shared.views.checking`); `loses` adds sentences on what this very record loses.
    """

    act: Act
    place: Place[Row]
    does: Callable[..., Any]
    done: str | Callable[[Any], str]
    form: Callable[..., forms.Form] = PlainForm
    facts: type | None = None
    fill: Callable[[PersonRequest, Row], Mapping[str, Any]] = nothing
    intro: str | Callable[[Row], str] = ""
    cites: bool = False
    button: str = ""
    barred: Callable[[PersonRequest, Row], Iterable[Blocker]] = nobody_barred
    beside: Callable[[PersonRequest, Row], Mapping[str, Any]] = nothing
    then: Callable[[Row], str] | None = None
    leads: Callable[[Any], str] | None = None
    loses: Callable[[PersonRequest, Row], Iterable[str]] = nothing_lost
    template: str = "forms/act.jinja"


def act_page(
    request: PersonRequest,
    page: ActPage[Row],
    row: Row,
    *,
    fill: Mapping[str, Any] | None = None,
    barred: Iterable[Blocker] = (),
    shown: Mapping[str, Any] | None = None,
    **given: Any,
) -> HttpResponse:
    """Shows the page, or hands the form to the action.

    `fill`, `barred` and `shown` add to what the page itself says of the form, the person and the template; `given` goes
    to the action beside the form's data.

    A form whose person still searches for a choice is shown again.

    Where the act is not possible now the button is disabled and the reasons stand above it; the action refuses in the
    same words.
    """
    form = page.form(*form_data(request), **{**page.fill(request, row), **(fill or {})})
    here = {page.place.noun: row, **given, "by": request.person, "now": request.now}
    made: list[Any] = []
    searching = getattr(form, "is_searching", False)
    check = _check(request, page, row) if page.act.final and request.method == "POST" else None

    def act(data: dict[str, Any]) -> None:
        made.append(page.does(**here, **(gather(page.facts, data) if page.facts else data)))

    if not searching and submitted(request, form, act, check=check):
        if done := page.done if isinstance(page.done, str) else page.done(made[0]):
            messages.success(request, done)
        return redirect(page.leads(made[0]) if page.leads else (page.then or page.place.home)(row))
    reasons = [*page.act.against(row, request.now), *page.barred(request, row), *barred]
    context = {
        page.place.noun: row,
        **given,
        "ccg": page.place.ccg(row),
        "form": form,
        "title": page.act.title,
        "caption": page.place.caption(row),
        "intro": page.intro if isinstance(page.intro, str) else page.intro(row),
        "cites": page.act.rule if page.cites else "",
        "button": page.button or page.act.title,
        "blockers": reasons,
        "breadcrumbs": page.place.way_to(row),
        "back": page.place.home(row),
        **page.beside(request, row),
        **(shown or {}),
    }
    if check is not None and check.asks:
        return check.page(request, form, {**context, "template": page.template})
    return render(request, page.template, context, status=409 if request.method == "POST" and reasons else 200)


def _check(request: PersonRequest, page: ActPage[Row], row: Row) -> Check:
    """The check of an act on this record, as it is: of the text of minutes, not of their address."""
    loses = page.loses is not nothing_lost
    return Check(
        page.act,
        lambda: page.loses(request, row),
        of=f"{row._meta.label}:{row.pk}:{getattr(row, 'content_hash', '')}",
        locked=type(row)._default_manager.filter(pk=row.pk) if loses else None,
    )


def act_view(page: ActPage[Any]) -> Callable[..., HttpResponseBase]:
    """The view of an act on a record of a CCG, for those who have its right there."""

    @ccg_page(page.act.right)
    def view(request: PersonRequest, ccg: CCG, **address: Any) -> HttpResponseBase:
        return act_page(request, page, page.place.find(request, ccg, **address))

    return view


class Step(NamedTuple):
    """An act as the page of its record offers it: where it leads, who does it, and why it is not possible."""

    title: str
    url: str
    who: str
    blockers: list[Blocker]


def steps(request: Request, row: Any, acts: Iterable[tuple[Act, str]], **address: Any) -> list[Step]:
    """Those of `acts` (each with the name of its address) for which the person has the right, in their order."""
    return [
        Step(act.title, reverse(name, kwargs=address), act.who, act.against(row, request.now))
        for act, name in acts
        if not act.right or request.may(act.right, row.ccg)
    ]
