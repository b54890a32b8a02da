"""What a constitution version needs at each step of its way (CON-01, CON-02, CON-04, CON-06, CON-07)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ccgs.rules.voting import VotingRuleTerms
from ccgs.rules.voting_checks import voting_blockers
from ccgs.terms.constitutions import ChecklistItem, ConstitutionState
from cocommission.shared.clock import moment
from cocommission.shared.rules.blockers import BLOCKS, WARNS, Blocker
from cocommission.shared.rules.names import in_sentence

OFFICER = "Governance officer"
REGION = "NHS England regional officer"
SCHEDULE_1A = "NHS Act 2006, schedule 1A"
BMA = "BMA checklist for CCG constitutions"
NUMBERED = re.compile(r"^(?:#{1,6}\s*)?(?:clause\s+)?(\d+(?:\.\d+)*)[.)]?\s+(\S.*)$", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6}\s+(.*\S)\s*$")


@dataclass(frozen=True, slots=True)
class Required:
    """One item of the checklist: what must be there, where that comes from, and words that usually betray it."""

    item: ChecklistItem
    says: str
    source: str
    words: str


REQUIRED = (
    Required(
        ChecklistItem.NAME,
        "The name of the group: “NHS …”, with a fair geographic reference.",
        f"{SCHEDULE_1A}, paragraph 2",
        r"\bname\b",
    ),
    Required(
        ChecklistItem.MEMBERS, "Who the members are.", f"{SCHEDULE_1A}, paragraph 2", r"\bmember(s|ship| practices)\b"
    ),
    Required(ChecklistItem.AREA, "The area of the group.", f"{SCHEDULE_1A}, paragraph 2", r"\barea\b"),
    Required(
        ChecklistItem.FUNCTIONS,
        "How the group discharges its functions, and through which bodies.",
        f"{SCHEDULE_1A}, paragraph 3",
        r"\bfunctions?\b|\bdischarg",
    ),
    Required(
        ChecklistItem.DECISIONS,
        "How the group and its governing body make decisions.",
        f"{SCHEDULE_1A}, paragraph 4",
        r"\bdecisions?\b|\bvot(e|es|ing)\b",
    ),
    Required(
        ChecklistItem.TRANSPARENCY,
        "How decisions are made in the open.",
        f"{SCHEDULE_1A}, paragraph 4",
        r"\btransparen|\bin public\b|\bpublish",
    ),
    Required(
        ChecklistItem.CONFLICTS,
        "The arrangements under section 14O for registers and conflicts of interest.",
        f"{SCHEDULE_1A}, paragraph 5",
        r"\bconflicts? of interests?\b|\b14O\b|\bregisters? of interests\b",
    ),
    Required(
        ChecklistItem.PARTICIPATION,
        "How each member takes part effectively.",
        f"{SCHEDULE_1A}, paragraph 6",
        r"\bparticipat|\btakes? part\b|\brepresentative",
    ),
)

RED_FLAGS = (
    (r"\bexpel|\bexpulsion|\bterminat\w* (of |the |its )*membership", "Expulsion of a member practice"),
    (r"\bperformance[- ]manag|\bmanag\w* the performance|\bunder-?perform", "Performance management of practices"),
    (r"\bcore contract|\b(GMS|PMS|APMS) contract", "Duties of the core contract"),
    (r"\bwithout (additional |further |any )*(funding|payment|resources?)\b|\bunresourced", "Work without resources"),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause or a heading with the text below it."""

    number: str
    title: str
    text: str

    @property
    def label(self) -> str:
        """How people refer to it."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the checklist against one text: the clause that was marked, and whether the text has it."""

    required: Required
    clause: str
    found: bool
    suggestion: str


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A passage that the BMA advises against (CON-07)."""

    what: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Version:
    """What the rules need to know about a version. ``in_force_number`` is the number in force now, if any."""

    number: int
    state: str
    text: str
    text_hash: str
    checklist: Mapping[str, str]
    rules: tuple[VotingRuleTerms, ...] = ()
    based_on_number: int | None = None
    in_force_number: int | None = None
    approved_at: datetime | None = None
    rules_hash: str = ""


def clauses(text: str) -> list[Clause]:
    """The clauses of a Markdown text in order: everything that starts with a number or is a heading."""
    found: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        numbered, heading = NUMBERED.match(line.strip()), HEADING.match(line.strip())
        if numbered:
            found.append((numbered[1], numbered[2].strip(), [line]))
        elif heading:
            found.append(("", heading[1], [line]))
        elif found:
            found[-1][2].append(line)
    return [Clause(number, title, "\n".join(lines)) for number, title, lines in found]


def find_clause(parts: list[Clause], label: str) -> Clause | None:
    """The clause with this number, or this heading without regard to case; None when there is none."""
    wanted = label.strip().rstrip(".").lower()
    if not wanted:
        return None
    return next((c for c in parts if wanted in (c.number, c.title.lower())), None)


def checklist(text: str, marked: Mapping[str, str]) -> list[Line]:
    """Every required item with the clause that was marked for it, and a suggestion where its words occur."""
    parts = clauses(text)
    lines = []
    for required in REQUIRED:
        clause = marked.get(str(required.item), "").strip()
        titles = [c for c in parts if re.search(required.words, c.title, re.IGNORECASE)]
        bodies = [c for c in parts if re.search(required.words, c.text, re.IGNORECASE)]
        suggestion = next((c.label for c in [*titles, *bodies]), "")
        lines.append(Line(required, clause, find_clause(parts, clause) is not None, suggestion))
    return lines


def red_flags(text: str) -> list[RedFlag]:
    """Passages that the BMA advises to keep out of a constitution; they warn and stop nobody (CON-07)."""
    found = []
    for clause in clauses(text) or [Clause("", "the text", text)]:
        for pattern, what in RED_FLAGS:
            for sentence in re.split(r"(?<=[.;])\s+|\n", clause.text):
                if re.search(pattern, sentence, re.IGNORECASE):
                    found.append(RedFlag(what, clause.label, sentence.strip()[:300]))
                    break
    return found


def proposal_blockers(version: Version) -> list[Blocker]:
    """What stands in the way of putting a draft to the members."""
    found = _state(version, ConstitutionState.DRAFT)
    if not version.text.strip():
        found.append(Blocker("CON-01", "The text is empty.", OFFICER, SCHEDULE_1A, BLOCKS, "text"))
    for line in checklist(version.text, version.checklist):
        name, source = line.required.item.label, line.required.source
        if not line.clause:
            words = f"{name}: mark the clause that states it."
            found.append(Blocker("CON-01", words, OFFICER, source, BLOCKS, str(line.required.item)))
        elif not line.found:
            words = f"{name}: the text has no clause or heading “{line.clause}”."
            found.append(Blocker("CON-01", words, OFFICER, source, BLOCKS, str(line.required.item)))
    if not version.rules:
        words = "The version has no voting rule, so no ballot can use it. Add a voting rule."
        found.append(Blocker("VOT-05", words, OFFICER, "Local policy of this service", WARNS))
    for rule in version.rules:
        found += [
            Blocker(b.rule, f"Voting rule, clause {rule.clause or 'not named'}: {b.missing}", b.who, b.source, WARNS)
            for b in voting_blockers(rule)
        ]
    return found + _warnings(version)


def adoption_blockers(version: Version, evidence: Mapping[str, object]) -> list[Blocker]:
    """What stands in the way of recording that the members adopted it: the vote must have been on this very version."""
    found = _state(version, ConstitutionState.PROPOSED)
    if not evidence:
        words = "Name the ballot or the meeting at which the members adopted it."
        found.append(Blocker("APP-10", words, OFFICER, "NHS Act 2006, schedule 1A", BLOCKS, "evidence"))
    voted_on = evidence.get("text_hash")
    if voted_on and voted_on != version.text_hash:
        words = "The members voted on a different text. Its fingerprint does not match this version."
        found.append(Blocker("APP-10", words, OFFICER, "NHS Act 2006, schedule 1A", BLOCKS, "evidence"))
    voted_on = evidence.get("rules_hash")
    if voted_on and voted_on != version.rules_hash:
        words = "The members voted on voting rules that differ from this version."
        found.append(Blocker("APP-10", words, OFFICER, "NHS Act 2006, schedule 1A", BLOCKS, "evidence"))
    return found


def approval_blockers(version: Version, reasons: str) -> list[Blocker]:
    """What stands in the way of NHS England's approval: a decision is in writing and has reasons (CON-04)."""
    found = _state(version, ConstitutionState.ADOPTED)
    if not reasons.strip():
        words = "NHS England decides in writing, with reasons. Write them here."
        found.append(Blocker("CON-04", words, REGION, "NHS Act 2006; Bevan Brittan", BLOCKS, "reasons"))
    return found


def force_moment(typed: datetime, approved_at: datetime | None) -> datetime:
    """When it comes into force: as typed. People type no seconds, so the minute of the approval is the approval."""
    if approved_at is not None and typed <= approved_at < typed + timedelta(minutes=1):
        return approved_at
    return typed


def force_blockers(version: Version, *, from_at: datetime) -> list[Blocker]:
    """What stands in the way of bringing it into force: only NHS England's approval makes it effective (CON-02).

    `from_at` may have passed: what happened yesterday is recorded today.
    """
    found = _state(version, ConstitutionState.APPROVED)
    if version.approved_at is None or from_at < version.approved_at:
        words = "NHS England must approve it before it comes into force."
        if version.approved_at is not None:
            words = f"NHS England approved it on {moment(version.approved_at)}. Enter that time or later."
        found.append(Blocker("CON-02", words, REGION, "NHS Act 2006; Newham CCG", BLOCKS, "from_at"))
    return found + _warnings(version)


def _state(version: Version, wanted: ConstitutionState) -> list[Blocker]:
    if version.state == wanted:
        return []
    state = in_sentence(ConstitutionState(version.state).label)
    words = f"You cannot do this: version {version.number} is {state}. You can when it is {in_sentence(wanted.label)}."
    return [Blocker("CON-02", words, OFFICER, "Local policy of this service")]


def _warnings(version: Version) -> list[Blocker]:
    found = [
        Blocker("CON-07", f"{flag.what}, clause {flag.clause}: “{flag.quote}”", OFFICER, BMA, WARNS)
        for flag in red_flags(version.text)
    ]
    if version.in_force_number is not None and version.based_on_number != version.in_force_number:
        base = f"version {version.based_on_number}" if version.based_on_number else "no earlier version"
        words = (
            f"This version was drafted from {base}, but version {version.in_force_number} is in force. "
            "Compare the two, so that nothing is lost."
        )
        found.append(Blocker("CON-06", words, OFFICER, "Airedale, Wharfedale and Craven CCG", WARNS))
    return found
