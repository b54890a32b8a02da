"""What can be done with a version of the constitution, in which state, by whom, and what is said otherwise (F-05)."""

from typing import Any

from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL

S = ConstitutionState
OFFICER, REGION = "Governance officer", "NHS England regional officer"
SCHEDULE_1A = "NHS Act 2006, schedule 1A"
IN_WRITING = "NHS Act 2006; Bevan Brittan"


def _officer(title: str, *states: str, otherwise: str, rule: str = "CON-08", source: str = LOCAL, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.EDIT_CONSTITUTION,
        who=OFFICER,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=source,
        **more,
    )


def _region(title: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.APPROVE_CONSTITUTION,
        who=REGION,
        while_in=frozenset({S.ADOPTED}),
        otherwise="NHS England can decide only on a version that the members adopted.",
        rule="CON-04",
        source=IN_WRITING,
        **more,
    )


WRITE = _officer(
    "Edit the draft",
    S.DRAFT,
    otherwise="This version is no longer a draft, and only a draft can be changed. Start a new draft from it.",
)
PROPOSE = _officer(
    "Propose it to the members",
    S.DRAFT,
    otherwise="You can propose a version once, while it is a draft.",
    rule="CON-01",
    source=SCHEDULE_1A,
)
DISCARD = _officer(
    "Give this draft up",
    S.DRAFT,
    otherwise="You can give up a version only while it is a draft.",
    final="The version is kept as rejected, and cannot be edited again. You can start a new draft from it.",
    destroys=True,
    leads_to=frozenset({S.REJECTED}),
)
ADOPT = _officer(
    "Record that the members adopted it",
    S.PROPOSED,
    otherwise="You can record an adoption only while the version is proposed to the members.",
    rule="APP-10",
    source=SCHEDULE_1A,
)
RETURN = _officer(
    "Take it back to change it",
    S.PROPOSED,
    S.ADOPTED,
    otherwise="You can take a version back only after it is proposed and before NHS England approves it.",
    final="A vote of the members on this version no longer counts, even if it is still open. You must ask them again.",
    destroys=True,
)
LOST = _officer(
    "Record that the members did not adopt it",
    S.PROPOSED,
    otherwise="You can record that a version was not adopted only while it is proposed to the members.",
    final="The version is kept as rejected. You can start a new draft from it.",
    destroys=True,
    leads_to=frozenset({S.REJECTED}),
)
APPROVE = _region("Approve it for NHS England")
REFUSE = _region(
    "Refuse it for NHS England",
    final="The version is kept as rejected. The CCG has to start a new draft and ask its members again.",
    destroys=True,
    leads_to=frozenset({S.REJECTED}),
)
FORCE = _officer(
    "Bring it into force",
    S.APPROVED,
    otherwise="You can bring a version into force once, after NHS England has approved it.",
    final="The version in force before ends at that moment. It cannot come into force again.",
    leads_to=frozenset({S.SUPERSEDED}),
    rule="CON-02",
    source="NHS Act 2006; Newham CCG",
)
