"""Whether a CCG stands as it should (GOV-01 to GOV-07): lay members, governing body, Guardian, training, audit, policy.

Plain Python, facts in, reasons out. The people are those who hold posts on the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import day
from cocommission.shared.rules.blockers import BLOCKS, DEADLINE, WARNS, Blocker
from conflicts.rules.periods import after
from conflicts.rules.values import GOVERNING_BODY, value_on
from conflicts.terms.bodies import BodyKind

OFFICER = "Governance officer"
LAY_ROLES = frozenset({RoleCode.LAY_MEMBER, RoleCode.AUDIT_CHAIR})
NEEDED_ROLES = (
    RoleCode.ACCOUNTABLE_OFFICER,
    RoleCode.FINANCE_OFFICER,
    RoleCode.REGISTERED_NURSE,
    RoleCode.SECONDARY_CARE,
)
BOARD_ROLES = frozenset({*LAY_ROLES, *NEEDED_ROLES, RoleCode.GOVERNING_BODY_MEMBER, RoleCode.GP_MEMBER})
PROVIDERS = frozenset({BodyKind.PRACTICE, BodyKind.FEDERATION, BodyKind.MCP, BodyKind.TRUST, BodyKind.COMPANY})


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that somebody holds on the day."""

    person_id: int
    role: str


@dataclass(frozen=True, slots=True)
class GuardianFacts:
    """Who guards, whether they chair the audit committee, and with which providers they have an interest."""

    name: str
    is_audit_chair: bool
    providers: tuple[str, ...] = ()


def _people(seats: Iterable[Seat], roles: Iterable[str]) -> int:
    wanted = set(roles)
    return len({seat.person_id for seat in seats if seat.role in wanted})


def lay_members(seats: Iterable[Seat]) -> int:
    """How many different lay members there are; the Audit Chair is one."""
    return _people(seats, LAY_ROLES)


def lay_member_blockers(seats: Iterable[Seat], on: date, *, explained: str = "") -> list[Blocker]:
    """Too few lay members: by law (GOV-01), or below what is recommended without an explanation (GOV-02)."""
    count = lay_members(seats)
    least, recommended = value_on("lay_members_least", on), value_on("lay_members_recommended", on)
    have = f"The governing body has {count} lay {'member' if count == 1 else 'members'}"
    if count < least.value:
        words = f"{have}; the law asks for at least {least.value}. Appoint another."
        return [Blocker("GOV-01", words, OFFICER, least.source, BLOCKS)]
    if count < recommended.value and not explained.strip():
        words = f"{have}; {recommended.value} are recommended. Appoint another, or explain why not."
        return [Blocker("GOV-02", words, OFFICER, recommended.source, WARNS, field="lay_members")]
    return []


def governing_body_blockers(seats: Iterable[Seat], on: date) -> list[Blocker]:
    """Too few members, or one of the offices that the law names is empty (GOV-03)."""
    seats = list(seats)
    least = value_on("governing_body_least", on)
    count = _people(seats, BOARD_ROLES)
    found = []
    if count < least.value:
        words = f"The governing body has {count} members in post; the law asks for at least {least.value}."
        found.append(Blocker("GOV-03", words, OFFICER, least.source, BLOCKS))
    held = {seat.role for seat in seats}
    found += [
        Blocker("GOV-03", f"There is no {role.label} in post.", OFFICER, GOVERNING_BODY, BLOCKS)
        for role in NEEDED_ROLES
        if role not in held
    ]
    return found


def guardian_blockers(guardians: Iterable[GuardianFacts]) -> list[Blocker]:
    """One Guardian in post, expected to be the Audit Chair, without interests in a provider (GOV-04)."""
    found = list(guardians)
    source = "Guidance of 28 June 2016"
    if len(found) != 1:
        words = (
            "There is no Conflicts of Interest Guardian in post." if not found else "More than one Guardian is in post."
        )
        return [Blocker("GOV-04", f"{words} There must be exactly one.", OFFICER, source, WARNS)]
    guardian, reasons = found[0], []
    if guardian.providers:
        words = f"{guardian.name} has an interest in {', '.join(guardian.providers)} and cannot be the Guardian."
        reasons.append(Blocker("GOV-04", words, OFFICER, "Local policy until confirmed", BLOCKS))
    if not guardian.is_audit_chair:
        words = f"{guardian.name} is the Guardian but not the Audit Chair, as the guidance expects. Explain why."
        reasons.append(Blocker("GOV-04", words, OFFICER, source, WARNS, field="guardian"))
    return reasons


def _yearly(
    rule: str, key: str, last_on: date | None, on: date, *, what: str, act: str, who: str = OFFICER
) -> list[Blocker]:
    value = value_on(key, on)
    if last_on is None or last_on > on:
        return [Blocker(rule, f"No {what} is recorded. {act}", who, value.source, DEADLINE)]
    due = after(last_on, value)
    if due <= on:
        words = f"The last {what} was on {day(last_on)}; the next was due by {day(due)}. {act}"
        return [Blocker(rule, words, who, value.source, DEADLINE)]
    return []


def audit_blockers(audited_on: date | None, on: date) -> list[Blocker]:
    """The internal audit of the handling of conflicts is older than a year, or there was none (GOV-06)."""
    return _yearly(
        "GOV-06",
        "internal_audit_every",
        audited_on,
        on,
        what="internal audit of the handling of conflicts",
        act="Have it audited, and report it in the governance statement.",
    )


def policy_blockers(reviewed_on: date | None, on: date) -> list[Blocker]:
    """The conflicts policy was not reviewed within a year (GOV-07)."""
    return _yearly(
        "GOV-07",
        "policy_review_every",
        reviewed_on,
        on,
        what="review of the conflicts policy",
        act="Review it, and record the day.",
    )
