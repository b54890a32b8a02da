"""Quorum rules to start from: the four of BMJ Open 2017, table 3, and a builder for the form.

A quorum counts people who can vote, unless the rule itself says otherwise (as that of site 2 does).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pccc.terms.committees import EXECUTIVE, GPS, LAY, Office, SeatRole

S = SeatRole
LAY_MEMBERS = [S.LAY_MEMBER.value, S.AUDIT_CHAIR.value]
NON_EXECUTIVES = [*LAY_MEMBERS, S.LAY_PERSON.value, S.NURSE.value, S.SECONDARY_CARE.value]
CHIEF_OFFICERS = [S.CHIEF_OFFICER.value, S.OPERATING_OFFICER.value, S.DELIVERY_QUALITY.value, S.FINANCE_OFFICER.value]


@dataclass(frozen=True, slots=True)
class Template:
    """A rule with a name, where it comes from and its words there."""

    key: str
    name: str
    says: str
    source: str
    rule: Mapping[str, Any]


def count(number: int, roles: Iterable[str] = (), *, voting: bool | None = None, offices: Iterable[str] = ()) -> Any:
    """A count clause with plain lists; what asks nothing is left out."""
    who: dict[str, Any] = {}
    if listed := [str(role) for role in roles]:
        who["roles"] = listed
    if held := [str(office) for office in offices]:
        who["offices"] = held
    if voting is not None:
        who["voting"] = voting
    return {"count": number, "of": who}


def build(clauses: list[Any], *, different_people: bool) -> Any:
    """The rule of a form: every clause, by different people or not. One clause stands alone."""
    if len(clauses) == 1:
        return clauses[0]
    return {"distinct" if different_people else "all": clauses}


TABLE_3 = "BMJ Open 2017, table 3"
BMJ_OPEN: tuple[Template, ...] = (
    Template(
        "bmj-1",
        "Three, with a lay member and a chief officer",
        "at least 3, including a lay member and one of chief officer, CFO, chief of delivery and quality",
        f"{TABLE_3}, site 1",
        {
            "all": [
                count(3, voting=True),
                count(1, LAY_MEMBERS),
                count(1, [S.CHIEF_OFFICER, S.FINANCE_OFFICER, S.DELIVERY_QUALITY]),
            ]
        },
    ),
    Template(
        "bmj-2",
        "Ten different people, two of them non-voting",
        "at least 3 non-executives + 1 GP + 2 chief officers + CFO + head of contracting + any 2 non-voting",
        f"{TABLE_3}, site 2",
        {
            "distinct": [
                count(3, NON_EXECUTIVES),
                count(1, sorted(GPS)),
                count(2, CHIEF_OFFICERS),
                count(1, [S.FINANCE_OFFICER]),
                count(1, [S.HEAD_CONTRACTING]),
                count(2, voting=False),
            ]
        },
    ),
    Template(
        "bmj-3",
        "One lay member, one GP, one executive",
        "1 lay + 1 GP + 1 executive",
        f"{TABLE_3}, site 3",
        {"distinct": [count(1, sorted(LAY)), count(1, sorted(GPS)), count(1, sorted(EXECUTIVE))]},
    ),
    Template(
        "bmj-4",
        "Four, with officers, lay or clinical members and who leads",
        "4, including chief officer or CFO, two of lay member, lay person, nurse, consultant, and the chair or vice "
        "chair",
        f"{TABLE_3}, site 4",
        {
            "all": [
                count(4, voting=True),
                count(1, [S.CHIEF_OFFICER, S.FINANCE_OFFICER]),
                count(2, NON_EXECUTIVES),
                count(1, offices=[Office.CHAIR, Office.VICE_CHAIR]),
            ]
        },
    ),
)
TEMPLATES: dict[str, Template] = {template.key: template for template in BMJ_OPEN}
