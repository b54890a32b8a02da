"""What can be done with a self-certification, in which state, and what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Rule
from conflicts.rules.catalogue.certificates import CER_01, CER_02
from conflicts.terms.breaches import CertificateState as S


def _act(title: str, *states: str, right: str, who: str, otherwise: str, rule: Rule = CER_02, **more: Any) -> Act:
    return Act(
        title=title,
        right=right,
        who=who,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule.id,
        source=rule.source,
        **more,
    )


EXPLAIN = _act(
    "Fill it again, and explain",
    S.DRAFT,
    S.ATTESTED,
    right=Permission.KEEP_REGISTERS,
    who="Governance officer",
    otherwise="You cannot change a return after it is sent.",
    rule=CER_01,
)
ATTEST = _act(
    "Attest the return",
    S.DRAFT,
    S.ATTESTED,
    right="",
    who="Audit Chair or Accountable Officer",
    otherwise="This return has been sent. You can no longer attest it.",
)
SUBMIT = _act(
    "It was sent to NHS England",
    S.ATTESTED,
    right=Permission.KEEP_REGISTERS,
    who="Governance officer",
    otherwise="You can record that the return was sent after the Accountable Officer and the Audit Chair attest it.",
    final="You cannot change the return or its explanations afterwards.",
    leads_to=frozenset({S.SUBMITTED}),
)
