"""Reads of applications: which one is meant."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from models_abc.models import Application
from models_abc.terms import ApplicationState
from models_abc.terms.applications import CLOSED_STATES


def with_neighbours(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with their CCG, region, round and constitution; no texts."""
    return rows.select_related("ccg__region", "round", "constitution", "started_by").defer("constitution__text")


def applications_of(ccg: Any) -> QuerySet[Application]:
    """Every application of a CCG, the latest first."""
    return with_neighbours(Application.objects.filter(ccg=ccg)).order_by("-number")


def current_application(ccg: Any) -> Application | None:
    """The open application of a CCG with the highest number, or else its last one; None when it never applied."""
    rows = list(applications_of(ccg))
    return next((row for row in rows if row.state not in CLOSED_STATES), rows[0] if rows else None)


def application_at(ccg: Any, at: datetime, round_slug: str = "") -> Application | None:
    """The application that was in hand at `at`: the latest started by then, in the named round if one is named."""
    rows = applications_of(ccg).filter(started_at__lte=at)
    if round_slug:
        rows = rows.filter(round__slug=round_slug)
    found = list(rows)
    return next(
        (row for row in found if row.state not in CLOSED_STATES or (row.withdrawn_at and row.withdrawn_at > at)),
        found[0] if found else None,
    )


def of_region(region: Any) -> QuerySet[Application]:
    """What a region has before it: everything ever submitted by its CCGs, and what is being prepared."""
    return with_neighbours(Application.objects.filter(ccg__region=region)).select_related("submission")


def public_of(ccg: Any) -> QuerySet[Application]:
    """What everyone may see: applications from their submission on."""
    return applications_of(ccg).exclude(state=ApplicationState.PREPARING).filter(submission__isnull=False)
