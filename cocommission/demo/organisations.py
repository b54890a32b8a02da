"""Regions, CCGs, practices and patients, written as the public files are and loaded through the same door."""

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import StringIO

from ccgs.actions.lmcs import link_lmc, link_partner, record_lmc
from ccgs.actions.load_ods import OdsFile
from ccgs.actions.uploads import load_upload, look_at_upload
from ccgs.models import CCG, LMC
from ccgs.rules.ods.list_sizes import HEADER
from ccgs.terms.organisations import ReleaseKind
from ccgs.terms.partners import PartnerKind
from cocommission.demo.countries import LMCS, MEDWAY, PLACES, REGIONS, Place
from cocommission.demo.names import practice_names
from cocommission.shared.models import Person

FOUNDED = date(2013, 4, 1)
"""The day on which CCGs began."""
SHARES = (30, 30, 55, 55, 60, 60, 75, 75, 70, 70, 70, 70, 60, 60, 45, 45, 35, 35)
"""How 1,000 patients are spread over the eighteen bands of age and sex."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice as the files state it."""

    code: str
    name: str
    place: Place
    patients: int
    closed_on: date | None = None


def all_practices() -> list[Practice]:
    """Every practice of the demonstration; the same ones each time."""
    names, dice = practice_names(), random.Random(2015)  # noqa: S311  (nothing secret)
    found = []
    for number, place in enumerate(PLACES):
        for index in range(place.practices):
            code = f"X{number + 1:02}{index + 1:03}"
            found.append(Practice(code, next(names), place, dice.randrange(2_400, 14_500, 10)))
    return found


def after_the_closures(practices: Iterable[Practice]) -> list[Practice]:
    """Three Medway practices have closed by early 2016: from 56 voting members to 53, as in the public files."""
    rows = list(practices)
    going = [row.code for row in rows if row.place.code == MEDWAY][-3:]
    return [replace(row, closed_on=date(2015, 12, 31)) if row.code in going else row for row in rows]


def _ods(rows: Iterable[dict[int, str]], kind: str, name: str) -> OdsFile:
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([row.get(column, "") for column in range(1, 28)])
    return OdsFile(kind, name, out.getvalue().encode("ascii"))


def _ymd(on: date | None) -> str:
    return on.strftime("%Y%m%d") if on else ""


def region_file() -> OdsFile:
    """Regions and local teams."""
    rows: list[dict[int, str]] = []
    for code, name, team, team_name in REGIONS:
        rows += [{1: code, 2: name, 11: _ymd(FOUNDED)}, {1: team, 2: team_name, 3: code, 11: _ymd(FOUNDED)}]
    return _ods(rows, ReleaseKind.REGIONS, "demonstration_regions.csv")


def ccg_file() -> OdsFile:
    """The CCGs."""
    teams = {code: team for code, _, team, _ in REGIONS}
    rows = [
        {1: place.code, 2: place.full_name, 3: place.region, 4: teams[place.region], 11: _ymd(FOUNDED), 14: "C"}
        for place in PLACES
    ]
    return _ods(rows, ReleaseKind.CCGS, "demonstration_ccgs.csv")


def practice_file(practices: Iterable[Practice], name: str) -> OdsFile:
    """The practices, active unless they have closed."""
    teams = {code: team for code, _, team, _ in REGIONS}
    rows = [
        {
            1: one.code,
            2: one.name,
            3: one.place.region,
            4: teams[one.place.region],
            5: "1 Demonstration Street",
            10: "ZZ9 9ZZ",
            11: _ymd(date(1995, 4, 1)),
            12: _ymd(one.closed_on),
            13: "C" if one.closed_on else "A",
            14: "B",
            15: one.place.code,
            16: _ymd(FOUNDED),
            24: one.place.code,
            26: "4",
        }
        for one in practices
    ]
    return _ods(rows, ReleaseKind.PRACTICES, name)


def list_size_file(practices: Iterable[Practice], name: str, *, growth: int = 0) -> OdsFile:
    """Registered patients; `growth` in tenths of a percent since the first file."""
    regions = {code: title for code, title, _, _ in REGIONS}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in practices:
        if one.closed_on:
            continue
        patients = one.patients + one.patients * growth // 1000
        bands = [patients * share // 1000 for share in SHARES]
        bands[-1] += patients - sum(bands)
        place = one.place
        head = [regions[place.region], place.region, "Demonstration", "Q00", place.name, f"{place.code}00"]
        writer.writerow([*head, one.name, one.code, *bands])
    return OdsFile(ReleaseKind.LIST_SIZES, name, out.getvalue().encode("ascii"))


def _load(files: list[OdsFile], as_at: date, *, by: Person, now: datetime) -> None:
    """As the data steward does on the page: looked at first, then loaded."""
    upload = look_at_upload(files=files, as_at=as_at, by=by, now=now)
    load_upload(upload=upload, digest=upload.digest, by=by, now=now)


def load_first_release(*, by: Person, now: datetime) -> None:
    """Everything as on the day when CCGs began."""
    practices = all_practices()
    files = [
        region_file(),
        ccg_file(),
        practice_file(practices, "demonstration_practices_2013_04.csv"),
        list_size_file(practices, "demonstration_list_sizes_2013_04.csv"),
    ]
    _load(files, FOUNDED, by=by, now=now)


def load_release(*, label: str, as_at: date, growth: int, closures: bool, by: Person, now: datetime) -> None:
    """A later release of practices and list sizes."""
    practices = after_the_closures(all_practices()) if closures else all_practices()
    files = [
        practice_file(practices, f"demonstration_practices_{label}.csv"),
        list_size_file(practices, f"demonstration_list_sizes_{label}.csv", growth=growth),
    ]
    _load(files, as_at, by=by, now=now)


def record_partners(*, by: Person, now: datetime) -> None:
    """LMCs with the CCGs that they cover; Healthwatch and Health and Wellbeing Board of each CCG."""
    ccgs = {ccg.code: ccg for ccg in CCG.objects.select_related("region")}
    lmcs: dict[str, LMC] = {code: record_lmc(code=code, name=name, by=by, now=now) for code, name in LMCS}
    for place in PLACES:
        ccg = ccgs[place.code]
        link_lmc(lmc=lmcs[place.lmc], ccg=ccg, from_on=FOUNDED, by=by, now=now)
        area = place.name.removeprefix("NHS ").removesuffix(" CCG")
        for kind, what in ((PartnerKind.HEALTHWATCH, "Healthwatch"), (PartnerKind.HWB, "Health and Wellbeing Board")):
            name = f"{what} {area}" if what == "Healthwatch" else f"{area} {what}"
            link_partner(kind=kind, name=f"{name} (demonstration)", ccg=ccg, from_on=FOUNDED, by=by, now=now)
