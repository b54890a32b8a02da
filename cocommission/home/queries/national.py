"""The country on the first page: numbers as they are known today, and the next dates that everybody should know."""

from dataclasses import dataclass
from datetime import date, datetime

from ccgs.queries.ccg_lists import region_list
from models_abc.models import Round

NEXT = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over the CCGs open on a day; `models` counts CCGs by the model that they hold."""

    ccgs: int
    practices: int
    patients: int
    models: dict[str, int]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that is to come, with the page that explains it."""

    label: str
    url: str
    at: datetime


def national_figures(on: date, now: datetime) -> Figures | None:
    """The country's figures on a day, in one statement; None where no CCG is known."""
    regions = region_list(on, at=now)
    if not regions:
        return None
    return Figures(
        ccgs=sum(region.ccgs for region in regions),
        practices=sum(region.practices for region in regions),
        patients=sum(region.patients for region in regions),
        models={held: sum(region.models[held] for region in regions) for held in "ABC"},
    )


def deadlines(now: datetime) -> list[Deadline]:
    """What opens or closes next for the whole country, soonest first."""
    found = []
    for each in Round.objects.filter(closes_at__gt=now).order_by("closes_at")[: 2 * NEXT]:
        if each.opens_at > now:
            found.append(Deadline(f"{each.name} opens", each.url, each.opens_at))
        else:
            found.append(Deadline(f"{each.name} closes", each.url, each.closes_at))
    return sorted(found, key=lambda deadline: deadline.at)[:NEXT]
