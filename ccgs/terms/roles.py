"""The posts that people hold: what each is for and what it lets its holder do.

A role is granted to a person for one organisation and for a time. Django-guardian rows say who holds a permission;
the dates of the post say when (see ``ccgs.queries.rights.rights_of``).
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What a post is held in."""

    CCG = "CCG", "clinical commissioning group"
    PRACTICE = "PRACTICE", "member practice"
    LMC = "LMC", "local medical committee"
    REGION = "REGION", "NHS England region"


class Permission(TextChoices):
    """What a post may let its holder do; the words complete the sentence "may ..."."""

    VIEW_WORKING = "view_working", "see working papers and drafts"
    MANAGE_MEMBERS = "manage_members", "keep the list of member practices and their representatives"
    MANAGE_POSTS = "manage_posts", "grant and revoke posts"
    EDIT_CONSTITUTION = "edit_constitution", "draft and propose constitution versions"
    APPROVE_CONSTITUTION = "approve_constitution", "approve constitution versions for NHS England"
    RUN_BALLOTS = "run_ballots", "draft, open and count ballots of the members"
    ASSIST_VOTES = "assist_votes", "enter a vote given on paper or at a meeting"
    VERIFY_BALLOTS = "verify_ballots", "certify the count of a ballot"
    CAST_VOTE = "cast_vote", "cast the vote of the practice"
    RUN_CONSULTATIONS = "run_consultations", "consult the local medical committee"
    ANSWER_CONSULTATION = "answer_consultation", "answer consultations for the local medical committee"
    LOG_ENGAGEMENT = "log_engagement", "keep the log of engagement with practices"
    RECORD_GOVERNING_BODY = "record_governing_body", "record what the governing body decided"
    EDIT_APPLICATION = "edit_application", "prepare an application for a co-commissioning model"
    SUBMIT_APPLICATION = "submit_application", "submit an application to NHS England"
    ATTEST_ACCOUNTABLE = "attest_accountable", "attest as Accountable Officer"
    ATTEST_AUDIT = "attest_audit", "attest as Audit Chair"
    REVIEW_APPLICATIONS = "review_applications", "review and decide applications for NHS England"
    MANAGE_ROUNDS = "manage_rounds", "open and close application rounds"
    KEEP_REGISTERS = "keep_registers", "keep the registers of interests, gifts, procurement and training"
    REVIEW_DECLARATIONS = "review_declarations", "review declarations of interest made by others"
    APPROVE_GIFTS = "approve_gifts", "approve gifts and hospitality as a senior officer"
    GUARD_CONFLICTS = "guard_conflicts", "decide redactions and direct investigations as Conflicts of Interest Guardian"
    RUN_COMMITTEES = "run_committees", "set up committees, run their meetings and draft their minutes"


class RoleCode(TextChoices):
    """The roles of F-04."""

    ACCOUNTABLE_OFFICER = "ACCOUNTABLE_OFFICER", "Accountable Officer"
    AUDIT_CHAIR = "AUDIT_CHAIR", "Audit Chair"
    GOVERNANCE_OFFICER = "GOVERNANCE_OFFICER", "Governance officer"
    GOVERNING_BODY_MEMBER = "GOVERNING_BODY_MEMBER", "Governing body member"
    LAY_MEMBER = "LAY_MEMBER", "Lay member"
    GP_MEMBER = "GP_MEMBER", "GP member"
    GUARDIAN = "GUARDIAN", "Conflicts of Interest Guardian"
    FINANCE_OFFICER = "FINANCE_OFFICER", "Chief finance officer"
    REGISTERED_NURSE = "REGISTERED_NURSE", "Registered nurse on the governing body"
    SECONDARY_CARE = "SECONDARY_CARE", "Secondary care specialist on the governing body"
    COMMITTEE_SECRETARY = "COMMITTEE_SECRETARY", "Committee secretary"
    AUDITOR = "AUDITOR", "Auditor"
    REPRESENTATIVE = "REPRESENTATIVE", "Practice representative"
    DEPUTY = "DEPUTY", "Deputy of the practice representative"
    LMC_REVIEWER = "LMC_REVIEWER", "LMC reviewer"
    REGIONAL_OFFICER = "REGIONAL_OFFICER", "NHS England regional officer"


@dataclass(frozen=True, slots=True)
class RoleTerms:
    """One role as those who grant it read it. ``single``: one holder at a time in an organisation."""

    code: RoleCode
    description: str
    permissions: tuple[Permission, ...]
    kind: OrganisationKind
    needs_totp: bool = False
    single: bool = False

    @property
    def display_name(self) -> str:
        """The role's name for people."""
        return str(self.code.label)


P = Permission
K = OrganisationKind

_ROLES = (
    RoleTerms(
        RoleCode.ACCOUNTABLE_OFFICER,
        "Answers to NHS England for the CCG. Attests an application in person and may submit it.",
        (P.ATTEST_ACCOUNTABLE, P.SUBMIT_APPLICATION, P.APPROVE_GIFTS, P.REVIEW_DECLARATIONS, P.VIEW_WORKING),
        K.CCG,
        needs_totp=True,
        single=True,
    ),
    RoleTerms(
        RoleCode.AUDIT_CHAIR,
        "Lay member who chairs the audit committee. Attests an application in person, never the same person as "
        "the Accountable Officer. May certify ballots.",
        (P.ATTEST_AUDIT, P.VERIFY_BALLOTS, P.VIEW_WORKING),
        K.CCG,
        needs_totp=True,
        single=True,
    ),
    RoleTerms(
        RoleCode.GOVERNANCE_OFFICER,
        "Keeps members, posts and the constitution, runs ballots and consultations, prepares and submits "
        "applications. Never certifies a ballot that they ran.",
        (
            P.MANAGE_MEMBERS,
            P.MANAGE_POSTS,
            P.EDIT_CONSTITUTION,
            P.RUN_BALLOTS,
            P.ASSIST_VOTES,
            P.RUN_CONSULTATIONS,
            P.LOG_ENGAGEMENT,
            P.EDIT_APPLICATION,
            P.SUBMIT_APPLICATION,
            P.RECORD_GOVERNING_BODY,
            P.KEEP_REGISTERS,
            P.REVIEW_DECLARATIONS,
            P.RUN_COMMITTEES,
            P.VIEW_WORKING,
        ),
        K.CCG,
        needs_totp=True,
    ),
    RoleTerms(
        RoleCode.GOVERNING_BODY_MEMBER,
        "Sits on the governing body and sees its working papers.",
        (P.VIEW_WORKING,),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.LAY_MEMBER,
        "Sits on the governing body for patients and the public. May certify the count of a ballot.",
        (P.VERIFY_BALLOTS, P.VIEW_WORKING),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.GP_MEMBER,
        "General practitioner on the governing body or one of its committees. Sees working papers.",
        (P.VIEW_WORKING,),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.GUARDIAN,
        "Watches over the handling of conflicts of interest: decides what is kept off the public registers and directs "
        "the investigation of breaches. Expected to be the Audit Chair.",
        (P.GUARD_CONFLICTS, P.REVIEW_DECLARATIONS, P.VIEW_WORKING),
        K.CCG,
        needs_totp=True,
        single=True,
    ),
    RoleTerms(
        RoleCode.FINANCE_OFFICER,
        "Qualified accountant on the governing body.",
        (P.VIEW_WORKING,),
        K.CCG,
        single=True,
    ),
    RoleTerms(
        RoleCode.REGISTERED_NURSE,
        "Sits on the governing body as its registered nurse.",
        (P.VIEW_WORKING,),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.SECONDARY_CARE,
        "Doctor of secondary care on the governing body.",
        (P.VIEW_WORKING,),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.COMMITTEE_SECRETARY,
        "Records what the governing body decided, sets up committees, runs their agendas and drafts their minutes.",
        (P.RECORD_GOVERNING_BODY, P.RUN_COMMITTEES, P.VIEW_WORKING),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.AUDITOR,
        "Reads everything, changes nothing.",
        (P.VIEW_WORKING,),
        K.CCG,
    ),
    RoleTerms(
        RoleCode.REPRESENTATIVE,
        "Casts the vote of one practice. A person who represents two practices casts two votes, one for each.",
        (P.CAST_VOTE,),
        K.PRACTICE,
        single=True,
    ),
    RoleTerms(
        RoleCode.DEPUTY,
        "Casts the vote of the practice in place of its representative.",
        (P.CAST_VOTE,),
        K.PRACTICE,
    ),
    RoleTerms(
        RoleCode.LMC_REVIEWER,
        "Answers consultations for the local medical committee and may certify a ballot. Cannot hold a post as an "
        "officer of a CCG that the committee covers.",
        (P.ANSWER_CONSULTATION, P.VERIFY_BALLOTS),
        K.LMC,
        needs_totp=True,
    ),
    RoleTerms(
        RoleCode.REGIONAL_OFFICER,
        "Acts for NHS England: approves constitutions, runs application rounds, reviews and decides applications. "
        "Sees the working papers of the CCGs of the region.",
        (P.REVIEW_APPLICATIONS, P.MANAGE_ROUNDS, P.APPROVE_CONSTITUTION, P.VIEW_WORKING),
        K.REGION,
        needs_totp=True,
    ),
)

ROLES: dict[str, RoleTerms] = {str(role.code): role for role in _ROLES}
"""Every role by its stored code."""


def permissions_of_kind(kind: str) -> tuple[tuple[str, str], ...]:
    """The permissions that posts in this kind of organisation can carry, for the ``Meta`` of its model."""
    granted = {permission for role in _ROLES if role.kind == kind for permission in role.permissions}
    return tuple((str(p.value), f"May {p.label}") for p in Permission if p in granted)
