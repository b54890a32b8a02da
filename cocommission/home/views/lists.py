"""Every list of every app as a file, and the page that says which there are (F-65)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

import ccgs.views.lists
import conflicts.views.lists
import models_abc.views.lists
import pccc.views.lists
import votes.views.lists
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import Request, ccg_page, lmc_page, region_page
from ccgs.views.posts import crumbs_of
from cocommission.home.views import record_lists
from cocommission.home.views.records import national_page, sees_national
from cocommission.shared.clock import london
from cocommission.shared.views.exports import CSV, csv_file, xlsx_file
from cocommission.shared.views.lists import ListFile

NATIONAL = "national"
LISTS: dict[str, tuple[ListFile, ...]] = {
    NATIONAL: (*ccgs.views.lists.NATIONAL, *models_abc.views.lists.NATIONAL, *record_lists.NATIONAL),
    OrganisationKind.CCG: (
        *ccgs.views.lists.CCG_LISTS,
        *votes.views.lists.CCG_LISTS,
        *models_abc.views.lists.CCG_LISTS,
        *pccc.views.lists.CCG_LISTS,
        *conflicts.views.lists.CCG_LISTS,
        *record_lists.CCG_LISTS,
    ),
    OrganisationKind.REGION: (
        *ccgs.views.lists.REGION_LISTS,
        *models_abc.views.lists.REGION_LISTS,
        *record_lists.REGION_LISTS,
    ),
    OrganisationKind.LMC: (*ccgs.views.lists.LMC_LISTS, *votes.views.lists.LMC_LISTS, *record_lists.LMC_LISTS),
}
PAGES: dict[OrganisationKind, Callable[..., Any]] = {
    OrganisationKind.CCG: ccg_page,
    OrganisationKind.REGION: region_page,
    OrganisationKind.LMC: lmc_page,
}


def may_have(request: Request, each: ListFile, organisation: Any) -> bool:
    """Whether this reader may have the list of the organisation."""
    if not each.needs:
        return True
    if organisation is None:
        return sees_national(request)
    if request.person is not None and request.person.is_staff and Permission.MANAGE_POSTS in each.needs:
        return True  # as on the page
    return request.person is not None and any(request.may(permission, organisation) for permission in each.needs)


def _find(kind: str, name: str) -> ListFile:
    found = next((each for each in LISTS[kind] if each.name == name), None)
    if found is None:
        raise Http404(f"There is no list called {name}.")
    return found


def _file(request: Request, organisation: Any, *, each: ListFile, form: str) -> HttpResponseBase:
    of = f"-{organisation.code}" if organisation is not None else ""
    name = f"{each.name}{of}-{london(request.now):%Y-%m-%d}"
    response = (csv_file if form == CSV else xlsx_file)(name, each.columns, each.lines(request, organisation))
    if request.person is not None:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def national_file(request: Request, name: str, form: str) -> HttpResponseBase:
    """One list of the country."""
    each = _find(NATIONAL, name)
    if each.needs:
        return national_page(partial(_file, each=each, form=form))(request)
    return _file(request, None, each=each, form=form)


def _organisation_file(kind: OrganisationKind, request: Request, code: str, name: str, form: str) -> Any:
    each = _find(kind, name)
    return PAGES[kind](*each.needs)(partial(_file, each=each, form=form))(request, code)


ccg_file = require_safe(partial(_organisation_file, OrganisationKind.CCG))
region_file = require_safe(partial(_organisation_file, OrganisationKind.REGION))
lmc_file = require_safe(partial(_organisation_file, OrganisationKind.LMC))


def _index(request: Request, organisation: Any, *, kind: str) -> HttpResponse:
    context = {
        "organisation": organisation,
        "lists": [each for each in LISTS[kind] if may_have(request, each, organisation)],
        "more": any(not may_have(request, each, organisation) for each in LISTS[kind]),
        "registers": kind == OrganisationKind.CCG,
        "breadcrumbs": crumbs_of(organisation) if organisation is not None else [("CCGs", "/ccgs/")],
    }
    return render(request, "home/lists.jinja", context)


@require_safe
def national_index(request: Request) -> HttpResponse:
    """Which lists of the country there are."""
    return _index(request, None, kind=NATIONAL)


ccg_index = require_safe(ccg_page()(partial(_index, kind=OrganisationKind.CCG)))
region_index = require_safe(region_page()(partial(_index, kind=OrganisationKind.REGION)))
lmc_index = require_safe(lmc_page()(partial(_index, kind=OrganisationKind.LMC)))


def shown_on(page: str) -> Iterator[tuple[str, ListFile]]:
    """The lists that the page of that name shows, each with the kind of organisation it is of."""
    for kind, lists in LISTS.items():
        for each in lists:
            if page in each.pages:
                yield kind, each
