"""Lists of CCGs with their figures as they were on a day, each in one statement."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from ccgs.models import CCG
from cocommission.shared.clock import LONDON, london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import PublishedName

SORTS = {
    "name": "name, code",
    "code": "code",
    "region": "region_name, name, code",
    "model": "model_held, name, code",
    "practices": "practices, name, code",
    "patients": "patients, name, code",
}

# What each CCG and each practice was on a day: the versions in force, the list sizes in force, the members (F-02).
MEMBERS = """
member AS (
    SELECT v.ccg_id, count(*) AS active,
           count(*) FILTER (WHERE l.patients > 0) AS voting,
           coalesce(sum(l.patients) FILTER (WHERE l.patients > 0), 0) AS patients
      FROM ccgs_practiceversion v
      LEFT JOIN ccgs_listsize l ON l.practice_id = v.practice_id AND l.release_id =
           (SELECT id FROM ccgs_listsizerelease WHERE from_on <= %(on)s ORDER BY from_on DESC LIMIT 1)
     WHERE v.status = 'A' AND v.setting = 4 AND v.from_on <= %(on)s AND (v.to_on IS NULL OR v.to_on > %(on)s)
     GROUP BY v.ccg_id
)"""
LIST = f"""
WITH {MEMBERS},
listed AS (
    SELECT c.id, c.code, coalesce(v.name, c.name) AS name,
           coalesce(v.region_id, c.region_id) AS region_id,
           CASE WHEN v.id IS NULL THEN c.local_team_id ELSE v.local_team_id END AS local_team_id,
           coalesce(h.model_held, 'A') AS model_held,
           coalesce(m.active, 0) AS active, coalesce(m.voting, 0) AS practices, coalesce(m.patients, 0) AS patients
      FROM ccgs_ccg c
      LEFT JOIN ccgs_ccgversion v ON v.ccg_id = c.id AND v.from_on <= %(on)s AND (v.to_on IS NULL OR v.to_on > %(on)s)
      LEFT JOIN ccgs_modelheld h ON h.ccg_id = c.id AND h.from_at <= %(at)s AND (h.to_at IS NULL OR h.to_at > %(at)s)
      LEFT JOIN member m ON m.ccg_id = c.id
     WHERE NOT c.is_hub AND (c.opened_on IS NULL OR c.opened_on <= %(on)s)
       AND (c.closed_on IS NULL OR c.closed_on >= %(on)s)
)
SELECT l.id, l.code, l.name, r.code AS region_code, r.name AS region_name, coalesce(t.name, '') AS team_name,
       l.model_held, l.active, l.practices, l.patients
  FROM listed l
  JOIN ccgs_region r ON r.id = l.region_id
  LEFT JOIN ccgs_localteam t ON t.id = l.local_team_id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class CCGRow:
    """A CCG on a day. `practices`: voting members; `active`: active GP practices, with patients or without."""

    id: int
    code: str
    name: str
    region_code: str
    region_name: str
    team_name: str
    model_held: str
    active: int
    practices: int
    patients: int

    @property
    def url(self) -> str:
        """Its home page."""
        return url_to("ccg", code=self.code)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region on a day, with its CCGs and the sums over them."""

    code: str
    name: str
    ccgs: int
    models: dict[str, int]
    practices: int
    patients: int
    listed: tuple[CCGRow, ...]


def moment_on(on: date, now: datetime) -> datetime:
    """The moment that stands for a day: now when it is today, else the day's last second in London."""
    if on == london(now).date():
        return now
    return datetime.combine(on, time(23, 59, 59), LONDON)


def ccg_list(
    on: date,
    *,
    at: datetime | None = None,
    region: str | None = None,
    model_held: str | None = None,
    text: str | None = None,
    sort: str = "name",
) -> list[CCGRow]:
    """The CCGs open on the day `on`, hubs never among them (F-02, F-30), in one statement.

    `at`: the moment at which the model held is asked (default: the end of that day); `region`: a region's code;
    `model_held`: A, B or C; `text`: part of the name or the code; `sort`: a key of SORTS, "-" before it turns it.
    """
    params: dict[str, Any] = {"on": on, "at": at or datetime.combine(on, time(23, 59, 59), LONDON)}
    wanted = []
    if region:
        wanted.append("r.code = %(region)s")
        params["region"] = region
    if model_held:
        wanted.append("l.model_held = %(model_held)s")
        params["model_held"] = model_held
    if text:
        wanted.append("(l.name ILIKE %(text)s OR l.code ILIKE %(text)s)")
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("\x00", "")
        params["text"] = f"%{escaped}%"
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    return _rows(f"{LIST} {where} ORDER BY {_order(sort)}", params)


def _order(sort: str) -> str:
    key = sort.removeprefix("-")
    order = SORTS.get(key, SORTS["name"])
    if not sort.startswith("-"):
        return order
    first, _, rest = order.partition(", ")
    return f"{first} DESC, {rest}" if rest else f"{first} DESC"


def _rows(sql: str, params: dict[str, Any]) -> list[CCGRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_row(*row) for row in cursor.fetchall()]


def _row(pk: int, code: str, name: str, region_code: str, region: str, team: str, *figures: Any) -> CCGRow:
    return CCGRow(pk, code, PublishedName(name), region_code, PublishedName(region), PublishedName(team), *figures)


def ccg_figures(ccg: CCG, on: date, *, at: datetime | None = None) -> CCGRow | None:
    """One CCG's row on a day; None when it was not open or is a hub."""
    params = {"on": on, "at": at or datetime.combine(on, time(23, 59, 59), LONDON), "ccg": ccg.pk}
    sql = LIST.replace("GROUP BY v.ccg_id", "AND v.ccg_id = %(ccg)s GROUP BY v.ccg_id") + " WHERE l.id = %(ccg)s"
    return next(iter(_rows(sql, params)), None)


def region_list(on: date, *, at: datetime | None = None) -> list[RegionRow]:
    """The regions with CCGs on a day: how many, which models they hold, voting members and patients (F-30)."""
    found: dict[tuple[str, str], list[CCGRow]] = {}
    for row in ccg_list(on, at=at, sort="region"):
        found.setdefault((row.region_code, row.region_name), []).append(row)
    return [
        RegionRow(
            code=code,
            name=name,
            ccgs=len(rows),
            models={held: sum(row.model_held == held for row in rows) for held in "ABC"},
            practices=sum(row.practices for row in rows),
            patients=sum(row.patients for row in rows),
            listed=tuple(rows),
        )
        for (code, name), rows in sorted(found.items())
    ]


def days_known() -> tuple[date | None, date | None]:
    """The first day on which practices are known, and the first day of the latest list sizes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT min(from_on) FROM ccgs_practiceversion), (SELECT max(from_on) FROM ccgs_listsizerelease)"
        )
        first, latest = cursor.fetchone()
    return first, latest
