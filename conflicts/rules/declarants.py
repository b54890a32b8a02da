"""Which posts make their holder a declarant, in which group, and who of them takes decisions. Plain Python."""

from dataclasses import dataclass
from datetime import datetime

from ccgs.terms.roles import RoleCode
from conflicts.terms.interests import DeclarantGroup


@dataclass(frozen=True, slots=True)
class Duty:
    """As whom the holder of a role declares. Whether somebody takes decisions can be changed by hand afterwards."""

    group: DeclarantGroup
    decision_maker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFacts:
    """In which position and group somebody declares, from when until when."""

    position: str
    group: str
    decision_maker: bool
    starts_at: datetime
    ends_at: datetime | None = None


GOVERNING = Duty(DeclarantGroup.GOVERNING_BODY, True)
STAFF = Duty(DeclarantGroup.EMPLOYEE, False)
MEMBER = Duty(DeclarantGroup.MEMBER_PRACTICE, False)

DUTIES: dict[str, Duty] = {
    RoleCode.ACCOUNTABLE_OFFICER: GOVERNING,
    RoleCode.AUDIT_CHAIR: GOVERNING,
    RoleCode.GOVERNING_BODY_MEMBER: GOVERNING,
    RoleCode.LAY_MEMBER: GOVERNING,
    RoleCode.GP_MEMBER: GOVERNING,
    RoleCode.GUARDIAN: GOVERNING,
    RoleCode.FINANCE_OFFICER: GOVERNING,
    RoleCode.REGISTERED_NURSE: GOVERNING,
    RoleCode.SECONDARY_CARE: GOVERNING,
    RoleCode.GOVERNANCE_OFFICER: STAFF,
    RoleCode.COMMITTEE_SECRETARY: STAFF,
    RoleCode.AUDITOR: Duty(DeclarantGroup.OTHER, False),
    RoleCode.REPRESENTATIVE: MEMBER,
    RoleCode.DEPUTY: MEMBER,
}
"""Roles of an LMC and of NHS England declare to their own organisation; a seat on a committee makes them declarants."""


def position_of(role: str, practice_code: str = "") -> str:
    """The position that a post is listed as: `Practice representative (G82001)`."""
    label = str(RoleCode(role).label)
    return f"{label} ({practice_code})" if practice_code else label
