"""A country of the real size, invented: 209 CCGs, 7,700 voting members, five yearly releases."""

import csv
import io
import os
import random
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from ccgs.actions.load_ods import OdsFile, load_ods
from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.clock import read_clock

ROOT = Path(__file__).resolve().parents[2]
NATIONAL = "national"
CCGS, VOTING, OTHERS = 209, 7_700, 5_200
YEARS = (2012, 2013, 2014, 2015, 2016)
AGES = ("0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+")
PLACES = ("Regional Office", "Area Team", "PCO", "Practice")
HEAD = [f"{place} {what}" for place in PLACES for what in ("Name", "Code")]
HEAD += [f"{sex} {age}" for age in AGES for sex in ("Male", "Female")]
REGIONS = ("Y54", "Y55", "Y56", "Y57")


def ccg_code(number: int) -> str:
    """The code of the CCG with this number."""
    return f"{number // 26:02d}{chr(65 + number % 26)}"


def _ods(code: str, name: str, **cells: str) -> list[str]:
    row = [""] * 27
    row[0], row[1] = code, name
    for number, cell in cells.items():
        row[int(number[1:]) - 1] = cell
    return row


def _csv(rows: list[list[str]], *, quote: int) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=quote, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def files(year: int, *, drift: int = 0) -> list[OdsFile]:
    """The four public files as of a year; `drift` renames that many more practices."""
    regions = [_ods(code, f"REGION {code}", c11="20121001") for code in REGIONS]
    regions += [_ods(f"Q{70 + n}", f"TEAM {n}", c3=REGIONS[n % 4], c11="20121001", c14="S") for n in range(12)]
    ccgs, practices, sizes = [], [], [HEAD]
    for n in range(CCGS):
        ccgs.append(
            _ods(ccg_code(n), f"NHS INVENTED {n} CCG", c3=REGIONS[n % 4], c4=f"Q{70 + n % 12}", c11="20120101", c14="C")
        )
    pick = random.Random(7)  # noqa: S311 - the same country every time
    for n in range(VOTING + OTHERS):
        voting = n < VOTING
        renamed = sum(pick.random() < 0.02 for _ in range(year - YEARS[0])) + (n < drift)
        name = f"INVENTED SURGERY {n}" + f" ({renamed})" * bool(renamed)
        ccg = n % CCGS
        practices.append(
            _ods(f"B{n:05d}", name, c3=REGIONS[ccg % 4], c4=f"Q{70 + ccg % 12}", c10="AA1 1AA", c11="20000101",
                 c13="A" if voting else "C", c14="B", c15=ccg_code(ccg), c16="20120101", c24=ccg_code(ccg),
                 c26="4" if voting else "0")
        )  # fmt: skip
        if voting:
            ages = [str(200 + (n * 7 + age * 13 + year) % 400) for age in range(18)]
            sizes.append(["", "", "", "", "", f"{ccg_code(ccg)}00", name, f"B{n:05d}", *ages])
    return [
        OdsFile(ReleaseKind.REGIONS.value, "eauth.csv", _csv(regions, quote=csv.QUOTE_ALL)),
        OdsFile(ReleaseKind.CCGS.value, "eccg.csv", _csv(ccgs, quote=csv.QUOTE_ALL)),
        OdsFile(ReleaseKind.PRACTICES.value, "epraccur.csv", _csv(practices, quote=csv.QUOTE_ALL)),
        OdsFile(ReleaseKind.LIST_SIZES.value, "sizes.csv", _csv(sizes, quote=csv.QUOTE_MINIMAL)),
    ]


def build() -> None:
    """Loads five yearly releases through the ordinary loader."""
    for year in YEARS:
        load_ods(files=files(year), as_at=date(year, 2, 1), by=None, now=read_clock())


def prepare() -> None:
    """Two databases of the empty server that DATABASE_URL names: the invented country, and NATIONAL for its pages."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NATIONAL} TEMPLATE {name}")
    for database, fill in ((NATIONAL, _fill_national), (name, build)):
        connection.close()
        connection.settings_dict["NAME"] = database
        fill()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _fill_national() -> None:
    """The demonstration among all CCGs of England: the public files if they are there, else the invented country."""
    call_command("load_demo", stdout=io.StringIO())
    place = Path(os.environ.get("COCOMMISSION_SHARED") or ROOT.parent / "shared") / "data" / "first_run"
    found = files(2016)
    if place.is_dir():
        kinds = {ReleaseKind.REGIONS: "eauth", ReleaseKind.CCGS: "eccg", ReleaseKind.PRACTICES: "epraccur",
                 ReleaseKind.LIST_SIZES: "Patient_List_Size"}  # fmt: skip
        paths = {kind: next(place.glob(f"{start}*.csv")) for kind, start in kinds.items()}
        found = [OdsFile(kind.value, path.name, path.read_bytes()) for kind, path in paths.items()]
    load_ods(files=found, as_at=date(2016, 2, 1), by=None, now=read_clock())
