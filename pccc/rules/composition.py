"""Composition of committees at a moment (F-41): PCC-01 to PCC-08, PCC-16, JC-01, JC-02, each a function of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cocommission.shared.rules.blockers import WARNS, Blocker, Rule, blocking
from pccc.rules.catalogue import committees as says
from pccc.rules.catalogue.decisions import PCC_16
from pccc.rules.quorum.language import Sitter
from pccc.rules.readings import (
    ccgs_without_votes_means_local_gps,
    gps_are_the_majority,
    lay_majority_within_committee_and_executive,
)
from pccc.terms.committees import LAY, NEVER_VOTING, CommitteeKind, InvitedBody, Office, SeatRole

SECRETARY = "Committee secretary"
RULE_BY_ID = {rule.id: rule for rule in (*says.RULES, PCC_16)}


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """What is known of a committee at one moment.

    `sitters` hold their seat then; deputies are not among them. `vacant` are the titles of voting seats that nobody
    holds. `guardians` are the people who then held the post of Audit Chair or of Conflicts of Interest Guardian.
    `invited` are the InvitedBody codes with a standing invitation; `in_common` the CCGs whose records share the name.
    """

    kind: str
    sitters: tuple[Sitter, ...] = ()
    vacant: tuple[str, ...] = ()
    guardians: frozenset[int] = frozenset()
    invited: frozenset[str] = frozenset()
    lmc_seat: bool = False
    audit_vice_reason: str = ""
    has_agreement: bool = False
    common_name: str = ""
    in_common: tuple[str, ...] = ()
    same_ccg_records: int = 1
    parent_kind: str = ""

    @property
    def voting(self) -> tuple[Sitter, ...]:
        """Those who have a vote."""
        return tuple(sitter for sitter in self.sitters if sitter.voting)

    def holding(self, office: str) -> list[Sitter]:
        """Who holds an office."""
        return [sitter for sitter in self.sitters if sitter.office == office]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of the votes, never without its denominator: `lay and executive members 4 of 6 votes`."""

    label: str
    part: int
    of: int

    @property
    def words(self) -> str:
        """For a page."""
        return f"{self.label} {self.part} of {self.of} votes"


@dataclass(frozen=True, slots=True)
class Composition:
    """A committee judged at a moment: what is wrong or to think about, and the figures behind it."""

    facts: CommitteeFacts
    blockers: list[Blocker] = field(default_factory=list)
    figures: tuple[Figure, ...] = ()

    @property
    def passes(self) -> bool:
        """No rule that blocks is broken; warnings do not count."""
        return not blocking(self.blockers)

    @property
    def failing(self) -> tuple[str, ...]:
        """The ids of the rules that are broken."""
        return tuple(dict.fromkeys(blocker.rule for blocker in blocking(self.blockers)))

    @property
    def words(self) -> str:
        """`Composition in order`, or which rules it breaks."""
        return f"Composition: {', '.join(self.failing)}" if self.failing else "Composition in order"


def _b(rule: Rule, missing: str, *, who: str = SECRETARY, level: str = "B", field: str = "") -> Blocker:
    return Blocker(rule.id, missing, who, rule.source, level, field)


def pcc_02(facts: CommitteeFacts) -> Iterator[Blocker]:
    """The chair is lay."""
    rule, chairs = RULE_BY_ID["PCC-02"], facts.holding(Office.CHAIR)
    if not chairs:
        yield _b(rule, "There is no chair. Appoint a lay member as chair.")
    for chair in chairs:
        if chair.role not in LAY:
            yield _b(rule, f"{chair.name}, the chair, is not lay. Appoint a lay member as chair.")


def pcc_03(facts: CommitteeFacts) -> Iterator[Blocker]:
    """The vice chair is lay; a rule of the PCCC only."""
    rule, vices = RULE_BY_ID["PCC-03"], facts.holding(Office.VICE_CHAIR)
    if not vices:
        yield _b(rule, "There is no vice chair. Appoint a lay member as vice chair.")
    for vice in vices:
        if vice.role not in LAY:
            yield _b(rule, f"{vice.name}, the vice chair, is not lay. Appoint a lay member as vice chair.")


def pcc_04(facts: CommitteeFacts) -> Iterator[Blocker]:
    """Audit Chair and Guardian do not chair; as vice chair they need a recorded reason."""
    rule = RULE_BY_ID["PCC-04"]
    for sitter in facts.sitters:
        if sitter.role != SeatRole.AUDIT_CHAIR and sitter.person_id not in facts.guardians:
            continue
        if sitter.office == Office.CHAIR:
            yield _b(rule, f"{sitter.name} chairs the committee and is Audit Chair or Guardian. Appoint another chair.")
        elif sitter.office == Office.VICE_CHAIR and not facts.audit_vice_reason.strip():
            yield _b(
                rule,
                f"{sitter.name} is vice chair and is Audit Chair or Guardian. Record the reason in the terms of "
                "reference, or appoint another vice chair.",
            )
        elif sitter.office == Office.VICE_CHAIR:
            yield _b(
                rule,
                f"{sitter.name} is vice chair and is Audit Chair or Guardian. Reason: {facts.audit_vice_reason}",
                level=WARNS,
            )


def pcc_05(facts: CommitteeFacts) -> Iterator[Blocker]:
    """Lay and executive members hold more than half of the votes."""
    rule = RULE_BY_ID["PCC-05"]
    met, ours, votes = lay_majority_within_committee_and_executive(facts.sitters)
    if not met:
        yield _b(rule, f"Lay and executive members hold {ours} of {votes} votes; they must hold more than half.")
    for title in facts.vacant:
        yield _b(rule, f"This voting seat is empty: {title}.", level=WARNS)


def pcc_06(facts: CommitteeFacts) -> Iterator[Blocker]:
    """GPs are never the majority of votes; a local GP with a vote is warned about."""
    rule = RULE_BY_ID["PCC-06"]
    majority, gps, votes = gps_are_the_majority(facts.sitters)
    if majority:
        yield _b(rule, f"GPs hold {gps} of {votes} votes; they must not hold more than half.")
    for sitter in ccgs_without_votes_means_local_gps(facts.sitters):
        yield _b(rule, f"{sitter.name}, a GP of a member practice, has a vote.", level=WARNS)


def pcc_07(facts: CommitteeFacts) -> Iterator[Blocker]:
    """Healthwatch and the Health and Wellbeing Board are invited, and never vote."""
    rule = RULE_BY_ID["PCC-07"]
    for body in (InvitedBody.HEALTHWATCH, InvitedBody.HWB):
        if body not in facts.invited:
            yield _b(rule, f"{body.label} has no standing invitation. Send one.", level=WARNS)
    for sitter in facts.voting:
        if sitter.role in NEVER_VOTING:
            yield _b(rule, f"{sitter.name} sits for {SeatRole(sitter.role).label} and has a vote. Remove the vote.")


def pcc_08(facts: CommitteeFacts) -> Iterator[Blocker]:
    """A missing LMC seat is noted; with a vote it is warned about."""
    rule = RULE_BY_ID["PCC-08"]
    if not facts.lmc_seat:
        yield _b(rule, "There is no seat for the local medical committee.", level=WARNS)
    for sitter in facts.voting:
        if sitter.role == SeatRole.LMC:
            yield _b(rule, f"{sitter.name} sits for the local medical committee and has a vote.", level=WARNS)


def pcc_16(facts: CommitteeFacts) -> Iterator[Blocker]:
    """A sub-group belongs to a committee that decides, and cannot decide itself."""
    rule = RULE_BY_ID["PCC-16"]
    if facts.parent_kind not in DECIDING_KINDS:
        yield _b(rule, "A sub-group needs a committee that receives its minutes and decides. Choose it.")
    if any(chair.role not in LAY for chair in facts.holding(Office.CHAIR)):
        yield _b(rule, "The chair of this sub-group is not lay. A lay chair is suggested.", level=WARNS)


def jc_01(facts: CommitteeFacts) -> Iterator[Blocker]:
    """A joint committee has voting members of both sides and an agreement under section 13Z."""
    rule = RULE_BY_ID["JC-01"]
    if not any(sitter.role == SeatRole.NHS_ENGLAND for sitter in facts.voting):
        yield _b(rule, "NHS England has no member with a vote. Appoint one.")
    if not any(sitter.role not in {SeatRole.NHS_ENGLAND, *OUTSIDE} for sitter in facts.voting):
        yield _b(rule, "The CCG has no member with a vote. Appoint one.")
    if not facts.has_agreement:
        yield _b(rule, "The agreement under section 13Z is missing. Upload it.", field="agreement")


def jc_02(facts: CommitteeFacts) -> Iterator[Blocker]:
    """Committees in common: one record for each CCG, under one name."""
    rule = RULE_BY_ID["JC-02"]
    if not facts.common_name.strip():
        yield _b(rule, "Name what the committees in common share.", field="common_name")
        return
    if facts.same_ccg_records > 1:
        words = f"This CCG has {facts.same_ccg_records} records under the name {facts.common_name}; it needs one."
        yield _b(rule, words, level=WARNS)
    if not facts.in_common:
        words = f"No other CCG has a record under the name {facts.common_name}. Each CCG keeps its own."
        yield _b(rule, words, level=WARNS)


def led(facts: CommitteeFacts) -> Iterator[Blocker]:
    """A committee other than a PCCC is activated with a chair; when the chair goes later, somebody is told."""
    if not facts.holding(Office.CHAIR):
        words = "There is no chair. Appoint one. Until then, choose who takes the chair at each meeting."
        yield Blocker("", words, SECRETARY, "Local policy", WARNS, CHAIRLESS)


CHAIRLESS = "chair"
"""The field of the warning that a committee has no chair."""
OUTSIDE = frozenset({*NEVER_VOTING, SeatRole.LMC})
DECIDING_KINDS = frozenset({CommitteeKind.PCCC, CommitteeKind.JOINT, CommitteeKind.IN_COMMON})
Check = Callable[[CommitteeFacts], Iterable[Blocker]]
CHECKS: dict[str, tuple[Check, ...]] = {
    CommitteeKind.PCCC: (pcc_02, pcc_03, pcc_04, pcc_05, pcc_06, pcc_07, pcc_08),
    CommitteeKind.JOINT: (led, jc_01, pcc_07, pcc_08),
    CommitteeKind.IN_COMMON: (led, jc_02, pcc_07, pcc_08),
    CommitteeKind.SUBGROUP: (led, pcc_16),
}
"""Which rules are asked of which kind of committee. Who leads and who holds the majority is asked of a PCCC only."""


def composition(facts: CommitteeFacts) -> list[Blocker]:
    """Everything that is wrong (level B) or to think about (level W) with a committee at a moment."""
    checks = CHECKS[facts.kind]
    if facts.common_name and jc_02 not in checks:
        checks = (*checks, jc_02)
    return [blocker for check in checks for blocker in check(facts)]


def figures(facts: CommitteeFacts) -> tuple[Figure, ...]:
    """The shares of the votes: lay and executive members, lay members, GPs."""
    _, together, votes = lay_majority_within_committee_and_executive(facts.sitters)
    _, gps, _ = gps_are_the_majority(facts.sitters)
    lay = sum(sitter.role in LAY for sitter in facts.voting)
    return (
        Figure("Lay and executive members", together, votes),
        Figure("Lay members", lay, votes),
        Figure("GPs", gps, votes),
    )


def judged(facts: CommitteeFacts) -> Composition:
    """`composition` with its figures."""
    return Composition(facts, composition(facts), figures(facts))
