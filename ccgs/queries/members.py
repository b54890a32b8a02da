"""The member practices of a CCG on a day (F-02): who votes, who does not and why not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ccgs.models import CCG, ListSizeRelease, MemberPractice, PracticeVersion
from ccgs.queries.ccg_lists import CCGRow, ccg_figures, ccg_list
from ccgs.rules.membership import PracticeFacts, why_not_voting
from cocommission.shared.rules.names import PublishedName

__all__ = [
    "CCGRow",
    "Member",
    "PracticeDay",
    "ccg_figures",
    "ccg_list",
    "members_at",
    "practice_on",
    "practices_of",
]

PRACTICES = """
SELECT v.practice_id, p.code, v.name, l.patients, v.status, v.setting, coalesce(k.kind, ''), coalesce(k.status, '')
  FROM ccgs_practiceversion v
  JOIN ccgs_memberpractice p ON p.id = v.practice_id
  LEFT JOIN ccgs_listsize l ON l.practice_id = v.practice_id AND l.release_id =
       (SELECT id FROM ccgs_listsizerelease WHERE from_on <= %(on)s ORDER BY from_on DESC LIMIT 1)
  LEFT JOIN ccgs_contract k ON k.practice_id = v.practice_id AND k.from_on <= %(on)s
       AND (k.to_on IS NULL OR k.to_on > %(on)s)
 WHERE v.ccg_id = %(ccg)s AND v.from_on <= %(on)s AND (v.to_on IS NULL OR v.to_on > %(on)s)
"""
VOTING = " AND v.status = 'A' AND v.setting = 4 AND l.patients > 0"


@dataclass(frozen=True, slots=True)
class Member:
    """A practice of a CCG on a day. `contract`: GMS, PMS, APMS or empty; `why_not`: why it does not vote, if so."""

    practice_id: int
    code: str
    name: str
    patients: int
    contract: str = ""
    contract_status: str = ""
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """What is known of one practice on a day; `version` None before the first release that names it."""

    version: PracticeVersion | None
    patients: int | None
    release: ListSizeRelease | None
    why_not: list[str]


def members_at(ccg: CCG, on: date) -> list[Member]:
    """The voting members of `ccg` on the day `on`, by code: active, GP practice, with patients, CCG open (F-02)."""
    if ccg.is_hub or not ccg.is_open(on):
        return []
    return [Member(row[0], row[1], row[2], row[3], row[6], row[7]) for row in _fetch(ccg, on, VOTING)]


def practices_of(ccg: CCG, on: date) -> list[Member]:
    """Every code that names `ccg` as its commissioner on that day, voting members first, others with their reasons."""
    is_open = ccg.is_open(on)
    rows = []
    for key, code, name, patients, status, setting, contract, contract_status in _fetch(ccg, on, ""):
        facts = PracticeFacts(status, setting, ccg.name, is_open, ccg.is_hub, patients)
        reasons = tuple(why_not_voting(facts))
        rows.append(Member(key, code, name, patients or 0, contract, contract_status, reasons))
    return sorted(rows, key=lambda row: (bool(row.why_not), row.code))


def _fetch(ccg: CCG, on: date, more: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{PRACTICES}{more} ORDER BY p.code", {"ccg": ccg.pk, "on": on})
        return [(row[0], row[1], PublishedName(row[2]), *row[3:]) for row in cursor.fetchall()]


def practice_on(practice: MemberPractice, on: date) -> PracticeDay:
    """What the files in force on that day say of one practice, and why it does not vote, if it does not."""
    version = (
        practice.versions.filter(from_on__lte=on).exclude(to_on__lte=on).select_related("ccg", "ccg__region").first()
    )
    release = ListSizeRelease.objects.filter(from_on__lte=on).first()
    size = practice.list_sizes.filter(release=release).first() if release else None
    patients = size.patients if size else None
    if version is None:
        return PracticeDay(None, patients, release, ["No release that is loaded names it on or before that day."])
    ccg = version.ccg
    facts = PracticeFacts(
        status=version.status,
        setting=version.setting,
        ccg_name=ccg.name if ccg else "",
        ccg_open=bool(ccg and ccg.is_open(on)),
        ccg_is_hub=bool(ccg and ccg.is_hub),
        patients=patients,
    )
    return PracticeDay(version, patients, release, why_not_voting(facts))
