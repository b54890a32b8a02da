"""Who may hold which post, who may grant it, and which posts one person may not hold together (F-04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ccgs.terms.roles import ROLES, OrganisationKind, Permission, RoleCode
from cocommission.shared.rules.blockers import LOCAL, Blocker

GOVERNANCE = "Governance officer of the CCG"
APP_03 = "BMA guidance on co-commissioning, pro forma: two signatures"
LMC_03 = "Londonwide LMCs on dual roles (Pulse)"

FIRST_POSTS = (
    RoleCode.GOVERNANCE_OFFICER,
    RoleCode.ACCOUNTABLE_OFFICER,
    RoleCode.LMC_REVIEWER,
    RoleCode.REGIONAL_OFFICER,
)
"""What the national data steward may grant, so that an organisation can start; the rest is granted locally."""

CCG_OFFICERS = (RoleCode.ACCOUNTABLE_OFFICER, RoleCode.GOVERNANCE_OFFICER, RoleCode.COMMITTEE_SECRETARY)
"""Who counts as an officer of a CCG for LMC-03. An ordinary member of the governing body is none."""

REQUIRED_POSTS = (
    RoleCode.ACCOUNTABLE_OFFICER,
    RoleCode.AUDIT_CHAIR,
    RoleCode.GOVERNANCE_OFFICER,
    RoleCode.LAY_MEMBER,
)
"""The posts without which a CCG cannot bring an application to its end."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post as the rules see it. ``ccg_codes``: the CCGs that it touches (own, covered by the LMC, of the region).

    ``ends_at`` is the first moment at which the post is over; None while it has no end.
    """

    person_id: int
    role: str
    organisation: str
    ccg_codes: frozenset[str]
    starts_at: datetime
    ends_at: datetime | None = None
    person_name: str = ""

    def overlaps(self, other: "Held") -> bool:
        """Whether there is a moment at which both are held."""
        return (self.ends_at is None or other.starts_at < self.ends_at) and (
            other.ends_at is None or self.starts_at < other.ends_at
        )


@dataclass(frozen=True, slots=True)
class Granter:
    """Who grants: their permissions in the organisation concerned, and their own id."""

    person_id: int
    is_steward: bool
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Incompatible:
    """Two groups of roles that one person may not hold at the same time in CCGs that they share."""

    rule: str
    one: tuple[RoleCode, ...]
    other: tuple[RoleCode, ...]
    says: str
    source: str


INCOMPATIBLE = (
    Incompatible(
        "APP-03",
        (RoleCode.ACCOUNTABLE_OFFICER,),
        (RoleCode.AUDIT_CHAIR,),
        "The Accountable Officer and the Audit Chair attest an application separately, so they must be two people.",
        APP_03,
    ),
    Incompatible(
        "LMC-03",
        (RoleCode.LMC_REVIEWER,),
        CCG_OFFICERS,
        "An officer of a CCG cannot answer its consultation for the local medical committee.",
        LMC_03,
    ),
    Incompatible(
        "POST-04",
        (RoleCode.REGIONAL_OFFICER,),
        tuple(role.code for role in ROLES.values() if role.kind == OrganisationKind.CCG),
        "A regional officer decides the application of a CCG of the region, so cannot hold a post in that CCG.",
        LOCAL,
    ),
    Incompatible(
        "POST-05",
        (RoleCode.AUDITOR,),
        CCG_OFFICERS,
        "An auditor cannot audit their own work.",
        LOCAL,
    ),
)


def may_grant(role: str, granter: Granter) -> bool:
    """Whether ``granter`` may grant and revoke ``role``: their permissions are those in the organisation."""
    if granter.is_steward and role in FIRST_POSTS:
        return True
    kind = ROLES[role].kind
    if kind == OrganisationKind.CCG:
        return Permission.MANAGE_POSTS in granter.permissions
    if kind == OrganisationKind.PRACTICE:
        if Permission.MANAGE_MEMBERS in granter.permissions:
            return True
        return role == RoleCode.DEPUTY and Permission.CAST_VOTE in granter.permissions
    if kind == OrganisationKind.LMC:
        return Permission.ANSWER_CONSULTATION in granter.permissions
    return Permission.REVIEW_APPLICATIONS in granter.permissions


def granter_words(role: str) -> str:
    """Who may grant ``role``, for people."""
    kind = ROLES[role].kind
    if role == RoleCode.LMC_REVIEWER:
        return "another reviewer of the LMC or the national data steward"
    if role == RoleCode.REGIONAL_OFFICER:
        return "another officer of the region or the national data steward"
    if role == RoleCode.DEPUTY:
        return "the practice's representative or the CCG's governance officer"
    if kind == OrganisationKind.CCG and role in FIRST_POSTS:
        return "the CCG's governance officer or the national data steward"
    return "the CCG's governance officer"


def ending_blockers(role: str, *, own: bool, granter: Granter) -> list[Blocker]:
    """Why somebody may not end a post or hand it over: those who may grant it may, and `own` gives one up (POST-03)."""
    if own or may_grant(role, granter):
        return []
    who = granter_words(role)
    words = f"Only {who} can end the post of {ROLES[role].display_name} or hand it to another person."
    return [Blocker("POST-03", words, who[:1].upper() + who[1:], LOCAL)]


def blockers(
    wanted: Held,
    *,
    granter: Granter,
    reason: str,
    others: Iterable[Held],
    representatives_allowed: int = 1,
) -> list[Blocker]:
    """What stands in the way of granting ``wanted``; empty when nothing does.

    ``others`` are the posts, past and future, of the same person, and those of the same role in the same
    organisation. ``representatives_allowed`` comes from the voting rule in force (VOT-03).
    """
    role = ROLES[wanted.role]
    found: list[Blocker] = []
    if not reason.strip():
        found.append(
            Blocker(
                "POST-01", "Enter the reason for this post.", "The person who grants the post", LOCAL, field="reason"
            )
        )
    if wanted.ends_at is not None and wanted.ends_at <= wanted.starts_at:
        found.append(
            Blocker(
                "POST-02",
                "The post must end after it starts.",
                "The person who grants the post",
                LOCAL,
                field="ends_at",
            )
        )
    if not may_grant(wanted.role, granter):
        words = f"Only {granter_words(wanted.role)} may grant the post of {role.display_name}."
        found.append(Blocker("POST-03", words, granter_words(wanted.role).capitalize(), LOCAL, field="role"))
    if granter.person_id == wanted.person_id:
        words = "You cannot grant a post to yourself. Ask a colleague who can grant it."
        found.append(Blocker("POST-06", words, GOVERNANCE, LOCAL, field="person"))
    meeting = [other for other in others if wanted.overlaps(other)]
    found += _double(wanted, meeting, representatives_allowed)
    found += _incompatible(wanted, [other for other in meeting if other.person_id == wanted.person_id])
    return found


def _double(wanted: Held, meeting: list[Held], representatives_allowed: int) -> list[Blocker]:
    role = ROLES[wanted.role]
    same = [o for o in meeting if (o.role, o.organisation) == (wanted.role, wanted.organisation)]
    if any(other.person_id == wanted.person_id for other in same):
        words = f"This person already holds the post of {role.display_name} in that time."
        return [Blocker("POST-07", words, GOVERNANCE, LOCAL, field="person")]
    allowed = representatives_allowed if wanted.role == RoleCode.REPRESENTATIVE else 1
    if role.single and len(same) >= allowed:
        holder = same[0].person_name or "Another person"
        words = f"{holder} holds the post of {role.display_name} in that time. Replace them, or choose other dates."
        rule = "VOT-11" if wanted.role == RoleCode.REPRESENTATIVE else "POST-08"
        return [Blocker(rule, words, GOVERNANCE, LOCAL, field="starts_at")]
    return []


def _incompatible(wanted: Held, own: list[Held]) -> list[Blocker]:
    found = []
    for pair in INCOMPATIBLE:
        if wanted.role in pair.one:
            against = pair.other
        elif wanted.role in pair.other:
            against = pair.one
        else:
            continue
        for other in own:
            if other.role in against and wanted.ccg_codes & other.ccg_codes:
                words = f"{pair.says} This person is {ROLES[other.role].display_name} at {other.organisation}."
                found.append(Blocker(pair.rule, words, GOVERNANCE, pair.source, field="person"))
                break
    return found
