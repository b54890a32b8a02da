"""What can be done with a local arrangement for model B, in which state, by whom, and what is said otherwise (F-25)."""

from typing import Any

from ccgs.terms.roles import Permission
from cocommission.shared.rules.acts import Act
from models_abc.rules.catalogue import source_of
from models_abc.terms.arrangements import ArrangementState

S = ArrangementState
OFFICER = "Governance officer"
REGION = "NHS England regional officer"


def _act(title: str, *states: str, right: str, who: str, otherwise: str, rule: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=right,
        who=who,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=source_of(rule),
        **more,
    )


EDIT = _act(
    "Change the draft",
    S.DRAFT,
    S.SIGNED_BY_CCG,
    right=Permission.EDIT_APPLICATION,
    who=OFFICER,
    otherwise="You can change an arrangement only until both sides have signed it.",
    rule="ARR-01",
)
SIGN = _act(
    "Sign for the CCG",
    S.DRAFT,
    right=Permission.SUBMIT_APPLICATION,
    who="Governance officer or Accountable Officer",
    otherwise="The CCG can sign an arrangement once, while it is a draft.",
    rule="ARR-01",
)
SIGN_HERE = _act(
    "Sign for the region",
    S.SIGNED_BY_CCG,
    right=Permission.REVIEW_APPLICATIONS,
    who=REGION,
    otherwise="The region can sign an arrangement once, after the CCG has signed it.",
    rule="APP-13",
)
WITHDRAW = _act(
    "Withdraw the arrangement",
    S.DRAFT,
    S.SIGNED_BY_CCG,
    S.AGREED,
    right=Permission.EDIT_APPLICATION,
    who=OFFICER,
    otherwise="You can withdraw an arrangement only before model B starts.",
    rule="ARR-05",
    final="Signatures on this arrangement no longer count. You can draft another one.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)
END = _act(
    "End joint commissioning",
    S.LIVE,
    right=Permission.REVIEW_APPLICATIONS,
    who=REGION,
    otherwise="You can end joint commissioning only while the CCG holds model B.",
    rule="APP-16",
    final="Joint commissioning ends now. The CCG needs a new arrangement to start it again.",
    destroys=True,
    leads_to=frozenset({S.ENDED}),
)
