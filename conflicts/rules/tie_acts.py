"""What can be done with an organisation and its ties, and what is said otherwise (F-44)."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Rule
from conflicts.rules.catalogue.ties import TIE_01, TIE_02, TIE_03
from conflicts.rules.ties import KEEPER

OWN, JOINED = "OWN", "JOINED"
"""The states of an organisation: an entry that counts, or another name of one."""


def _act(title: str, rule: Rule, **more: Any) -> Act:
    return Act(title=title, right=Permission.KEEP_REGISTERS, who=KEEPER, rule=rule.id, source=rule.source, **more)


STAKE = _act("Record a stake", TIE_01)
STAKE_END = _act("End a stake", TIE_02)
WORK = _act("Record where a person works", TIE_02)
WORK_END = _act("End a place of work", TIE_02)
JOIN = _act("Join two entries of one organisation", TIE_03)
PART = _act(
    "Separate the two",
    TIE_03,
    while_in=frozenset({JOINED}),
    otherwise="This entry is already an organisation of its own.",
)
