"""The columns of the role matrix, who holds which right, and words for who is answered what.

What stands here is said a second time on purpose: the matrix does not ask `ccgs/terms/roles.py` who may do what, so
that a right that moves there is red here. tests/sweeps/test_role_matrix.py holds the two lists of roles together.
"""

import os
from zlib import crc32

from ccgs.terms.roles import Permission as P

# One column for each role of ccgs/terms/roles.py, held in the organisation that the rows are about.
ROLES = (
    "accountable_officer", "audit_chair", "governance_officer", "governing_body_member", "lay_member", "gp_member",
    "guardian", "finance_officer", "registered_nurse", "secondary_care", "committee_secretary", "auditor",
    "representative", "deputy", "lmc_reviewer", "regional_officer",
)  # fmt: skip
# Another practice of the same CCG: near it, but not in the practice that the rows are about.
NEIGHBOURS = ("other_representative",)
# People without a post in or near the CCG: no post at all, the data steward, another CCG's officer, another region's.
STRANGERS = ("nobody", "steward", "other_officer", "other_region_officer")
COLUMNS = ("public", *ROLES, *NEIGHBOURS, *STRANGERS)
CONNECTED = (*ROLES, *NEIGHBOURS)

# Who holds a right in the CCG of the rows: its region's officer and its LMC's reviewer count there too.
HOLDERS: dict[P, tuple[str, ...]] = {
    P.VIEW_WORKING: (
        "accountable_officer", "audit_chair", "governance_officer", "governing_body_member", "lay_member", "gp_member",
        "guardian", "finance_officer", "registered_nurse", "secondary_care", "committee_secretary", "auditor",
        "regional_officer",
    ),
    P.MANAGE_MEMBERS: ("governance_officer",),
    P.MANAGE_POSTS: ("governance_officer",),
    P.EDIT_CONSTITUTION: ("governance_officer",),
    P.APPROVE_CONSTITUTION: ("regional_officer",),
    P.RUN_BALLOTS: ("governance_officer",),
    P.ASSIST_VOTES: ("governance_officer",),
    P.VERIFY_BALLOTS: ("audit_chair", "lay_member", "lmc_reviewer"),
    P.CAST_VOTE: ("representative", "deputy"),
    P.RUN_CONSULTATIONS: ("governance_officer",),
    P.ANSWER_CONSULTATION: ("lmc_reviewer",),
    P.LOG_ENGAGEMENT: ("governance_officer",),
    P.RECORD_GOVERNING_BODY: ("governance_officer", "committee_secretary"),
    P.EDIT_APPLICATION: ("governance_officer",),
    P.SUBMIT_APPLICATION: ("governance_officer", "accountable_officer"),
    P.ATTEST_ACCOUNTABLE: ("accountable_officer",),
    P.ATTEST_AUDIT: ("audit_chair",),
    P.REVIEW_APPLICATIONS: ("regional_officer",),
    P.MANAGE_ROUNDS: ("regional_officer",),
    P.KEEP_REGISTERS: ("governance_officer",),
    P.REVIEW_DECLARATIONS: ("governance_officer", "accountable_officer", "guardian"),
    P.APPROVE_GIFTS: ("accountable_officer",),
    P.GUARD_CONFLICTS: ("guardian",),
    P.RUN_COMMITTEES: ("governance_officer", "committee_secretary"),
}  # fmt: skip

# Columns that take turns: where a row answers several of a group alike, one of them asks, at another address another.
# `WHOLE_MATRIX=1` asks all. In a group are roles that hold the same rights, the voters, and the strangers.
ALIKE = tuple(role for role in ROLES if [right for right in P if role in HOLDERS[right]] == [P.VIEW_WORKING])
GROUPS = (ALIKE, (*HOLDERS[P.CAST_VOTE], *NEIGHBOURS), STRANGERS)

Answers = dict[str, int]
Who = P | str
"""Everybody who holds a right, or one column."""


def those(status: int, *who: Who, **others: int) -> Answers:
    """`status` for each of `who`; `others` by the names of their columns."""
    found = [column for one in who for column in (HOLDERS[one] if isinstance(one, P) else (one,))]
    return _known(dict.fromkeys(found, status) | others)


def everyone(status: int, **others: int) -> Answers:
    """The same for all, also for the public."""
    return dict.fromkeys(COLUMNS, status) | _known(others)


def signed_in(status: int, **others: int) -> Answers:
    """The same for all who are signed in; the public is sent to sign in."""
    return everyone(status, public=302) | _known(others)


def only(status: int, *who: Who, **others: int) -> Answers:
    """A page of the CCG: `status` for `who`, 403 for others with a post in or near it, 404 for strangers."""
    return signed_in(404) | dict.fromkeys(CONNECTED, 403) | those(status, *who, **others)


def private(status: int, *who: Who, **others: int) -> Answers:
    """A page that does not exist for anybody but `who`; the public is sent to sign in."""
    return signed_in(404) | those(status, *who, **others)


def unseen(status: int, *who: Who, **others: int) -> Answers:
    """Something on a public page that is not public yet: for all but `who`, also for the public, it does not exist."""
    return everyone(404) | those(status, *who, **others)


def _known(answers: Answers) -> Answers:
    unknown = set(answers) - set(COLUMNS)
    if unknown:
        raise ValueError(f"No such column of the role matrix: {', '.join(sorted(unknown))}")
    return answers


def in_turn(answers: dict[str, frozenset[int]], address: str) -> list[str]:
    """The columns that ask at an address: of those in a group that are answered alike, the one whose turn it is."""
    if os.environ.get("WHOLE_MATRIX"):
        return list(answers)
    turn, waiting = crc32(address.encode()), set()
    for group in GROUPS:
        for answer in {answers[column] for column in group if column in answers}:
            same = [column for column in group if answers.get(column) == answer]
            waiting |= {*same} - {same[turn % len(same)]}
    return [column for column in answers if column not in waiting]
