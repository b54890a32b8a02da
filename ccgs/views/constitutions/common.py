"""What the pages of constitution versions share."""

from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse

from ccgs.models import CCG, Constitution
from ccgs.rules.constitution_timing import waiting_warnings
from ccgs.terms.roles import Permission
from ccgs.views.access import Request, View
from ccgs.views.posts import crumbs_of
from cocommission.shared.clock import london
from cocommission.shared.rules.blockers import Blocker


def working(request: Request, ccg: CCG) -> bool:
    """Whether the person sees drafts."""
    return request.may(Permission.VIEW_WORKING, ccg)


def find(request: Request, ccg: CCG, number: int) -> Constitution:
    """Version ``number``; 404 when the person may not see it: the public sees what was proposed to the members."""
    found = Constitution.objects.filter(ccg=ccg, number=number).select_related(
        "ccg__region",
        "based_on",
        "drafted_by",
        "proposed_by",
        "adopted_by",
        "approved_by",
        "rejected_by",
        "source_file",
    )
    version = found.prefetch_related("voting_rules").first()
    if version is None or (version.proposed_at is None and not working(request, ccg)):
        raise Http404(f"{ccg.name} has no version {number} of its constitution that you may see.")
    return version


def waiting_on(version: Constitution, now: datetime) -> list[Blocker]:
    """What to know while NHS England has a version that the members adopted (CON-03, CON-05)."""
    adopted_on = london(version.adopted_at).date() if version.adopted_at else None
    return waiting_warnings(version.state, adopted_on, london(now).date())


def crumbs(ccg: CCG, version: Constitution | None = None) -> list[tuple[str, str]]:
    """The way to the list of versions, or to one of them."""
    way = [*crumbs_of(ccg), ("Constitution", reverse("ccg-constitutions", args=[ccg.code]))]
    return [*way, (f"Version {version.number}", version.url)] if version else way


def on_version(view: View) -> View:
    """Turns ``number`` of the address into the version: ``view(request, ccg, version, ...)``."""

    @wraps(view)
    def page(request: Request, ccg: CCG, number: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, ccg, find(request, ccg, number), *args, **kwargs)

    return page
