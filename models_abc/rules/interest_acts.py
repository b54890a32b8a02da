"""What can be done with an expression of interest and with a proposal about a function (F-20, F-21)."""

from ccgs.terms.roles import Permission
from cocommission.shared.rules.acts import Act
from models_abc.rules.catalogue import source_of
from models_abc.terms.functions import AgreementState
from models_abc.terms.rounds import InterestState

WITHDRAW = Act(
    title="Withdraw the expression of interest",
    right=Permission.EDIT_APPLICATION,
    who="Governance officer",
    while_in=frozenset({InterestState.STANDING}),
    otherwise="This expression of interest was withdrawn already.",
    rule="ROU-06",
    source=source_of("ROU-06"),
)
ANSWER = Act(
    title="Answer a proposal",
    right=Permission.REVIEW_APPLICATIONS,
    who="NHS England regional officer",
    while_in=frozenset({AgreementState.PROPOSED}),
    otherwise="NHS England has answered this proposal already.",
    rule="FUN-06",
    source=source_of("FUN-06"),
    final="You cannot change this answer. The CCG can make another proposal.",
    leads_to=frozenset({AgreementState.AGREED, AgreementState.DECLINED}),
)
