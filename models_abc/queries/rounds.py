"""Reads of rounds and expressions of interest."""

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from ccgs.models import CCG
from ccgs.queries.ccg_lists import CCGRow, RegionRow, moment_on, region_list
from ccgs.queries.rights import rights_of
from ccgs.rules.national_picture import Tile
from ccgs.terms import OrganisationKind, Permission
from cocommission.shared.models import Person
from models_abc.models import ExpressionOfInterest, Round
from models_abc.rules.calendar import ROUNDS, CalendarRound
from models_abc.rules.readiness_picture import readiness_tile
from models_abc.rules.rounds import RoundFacts
from models_abc.terms import InterestState


def facts_of(row: Round) -> RoundFacts:
    """A round as the rules see it."""
    return RoundFacts(
        name=row.name,
        purpose=row.purpose,
        model_sought=row.model_sought,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        go_live_on=tuple(row.go_live_on),
        required_evidence=tuple(row.required_evidence),
        source=row.source,
    )


def rounds_by_state(now: datetime) -> dict[str, list[Round]]:
    """Every round, as open (soonest to close first), planned (soonest to open first) or closed (latest first)."""
    rows = list(
        Round.objects.annotate(
            interest_count=Count("interests", filter=Q(interests__state=InterestState.STANDING), distinct=True),
            application_count=Count("applications", distinct=True),
        )
    )
    return {
        "open": sorted((row for row in rows if row.opens_at <= now < row.closes_at), key=lambda row: row.closes_at),
        "planned": sorted((row for row in rows if now < row.opens_at), key=lambda row: row.opens_at),
        "closed": sorted((row for row in rows if row.closes_at <= now), key=lambda row: row.closes_at, reverse=True),
    }


def calendar_missing() -> list[CalendarRound]:
    """The rounds of the national calendar of 2014 to 2018 that are not on record."""
    known = set(Round.objects.values_list("slug", flat=True))
    return [one for one in ROUNDS if one.slug not in known]


def open_rounds(now: datetime) -> QuerySet[Round]:
    """Rounds that take applications, agreements or expressions of interest now; the soonest to close first."""
    return Round.objects.filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at")


def interests_in(row: Round) -> list[ExpressionOfInterest]:
    """The expressions of interest that stand in a round, by CCG."""
    return list(
        ExpressionOfInterest.objects.filter(round=row, state=InterestState.STANDING)
        .select_related("ccg__region")
        .order_by("ccg__name")
    )


def interest_table(found: list[ExpressionOfInterest]) -> dict[str, Counter[str]]:
    """How many CCGs want which model how soon: {"A": Counter(NOW=21, ...), ...}."""
    table: dict[str, Counter[str]] = {letter: Counter() for letter in ("A", "B", "C")}
    for one in found:
        table[one.category][one.readiness] += 1
    return table


def interests_at(at: datetime) -> dict[int, tuple[str, str]]:
    """The model and the readiness in the latest expression of interest of each CCG that stood at `at`, by CCG id.

    Read from the history, so that a change or a withdrawal since leaves the answer as it was. One query.
    """
    versions = ExpressionOfInterest.history.filter(history_date__lte=at).exclude(history_type="-")
    latest = versions.order_by("id", "-history_date", "-history_id").distinct("id")
    standing = [row for row in latest if row.state == InterestState.STANDING]
    return {row.ccg_id: (row.category, row.readiness) for row in sorted(standing, key=lambda row: row.expressed_at)}


class CCGReadiness(NamedTuple):
    """A CCG on a day, the model that it would like (nothing where it has not said), and how soon, as its tile."""

    ccg: CCGRow
    wanted: str
    tile: Tile


class RegionReadiness(NamedTuple):
    """A region on a day, and its CCGs."""

    region: RegionRow
    ccgs: list[CCGReadiness]

    @property
    def tiles(self) -> list[Tile]:
        """Its CCGs as the map of England draws them."""
        return [one.tile for one in self.ccgs]

    def counted(self, kind: str) -> int:
        """How many of its CCGs are of one kind of `READINESS`."""
        return sum(tile.kind == kind for tile in self.tiles)


def readiness_on(on: date, now: datetime) -> list[RegionReadiness]:
    """How soon each CCG open on the day `on` could take up the model that it would like, by region. Two queries."""
    at = moment_on(on, now)
    found = interests_at(at)

    def told(row: CCGRow) -> CCGReadiness:
        wanted = found.get(row.id)
        return CCGReadiness(
            row, wanted[0] if wanted else "", readiness_tile(row.code, row.name, wanted, row.model_held)
        )

    return [RegionReadiness(region, [told(row) for row in region.listed]) for region in region_list(on, at=at)]


def interest_of(ccg: CCG, row: Round) -> ExpressionOfInterest | None:
    """What `ccg` said in a round, withdrawn or not."""
    return ExpressionOfInterest.objects.filter(ccg=ccg, round=row).select_related("round").first()


def may_manage_rounds(person: Person | None, now: datetime) -> bool:
    """Whether `person` runs national rounds: an officer of any region of NHS England."""
    return any(
        kind == OrganisationKind.REGION and codename == Permission.MANAGE_ROUNDS
        for kind, _, codename in rights_of(person, now).grants
    )
