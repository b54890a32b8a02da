"""Rules of procurement decisions (PRO-01 to PRO-05): plain Python, facts in, reasons out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cocommission.shared.rules.blockers import Blocker
from conflicts.rules.checklist import SOURCE as CHECKLIST
from conflicts.rules.checklist import unanswered
from conflicts.rules.values import in_words, value_on
from conflicts.terms.procurement import ContractForm

OFFICER = "Governance officer"
REGISTER = "Guidance of December 2014; Medway CCG; Bath and North East Somerset CCG"
REGULATIONS = "SI 2013/500, regulation 9"
REGULATION_6 = "SI 2013/500, regulation 6"


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who took part, the conflict they have, how it was handled, and what the register says of the provider.

    `paths` are the ties to the provider that the register shows, in words.
    """

    name: str
    conflict: str = ""
    handling: str = ""
    linked: bool = False
    paths: tuple[str, ...] = ()

    @property
    def conflicted(self) -> bool:
        """By what was said, by an entry of the register that was linked, or by a tie that the register shows."""
        return bool(self.conflict.strip()) or self.linked or bool(self.paths)

    @property
    def unmanaged(self) -> bool:
        """A conflict without a word on how it was handled."""
        return self.conflicted and not self.handling.strip()


@dataclass(frozen=True, slots=True)
class ProcurementFacts:
    """What is known of a procurement decision."""

    decision: str = ""
    process: str = ""
    decided_on: date | None = None
    justification: str = ""
    parts: tuple[Part, ...] = ()
    route: str = ""
    form: str = ContractForm.ORDINARY
    gp_bidder: bool = False
    checklist: Mapping[str, str] = field(default_factory=dict)
    lifetime_value: int | None = None
    ojeu_reference: str = ""
    finder_reference: str = ""
    provider_name: str = ""
    provider_address: str = ""
    description: str = ""
    amount: int | None = None
    amounts_payable: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    selection_process: str = ""


def _b(rule: str, missing: str, source: str, name: str) -> Blocker:
    return Blocker(rule, missing, OFFICER, source, field=name)


def content_blockers(facts: ProcurementFacts) -> list[Blocker]:
    """What an entry of the register has to say: decision, people, conflicts and their handling (PRO-01)."""
    asked = (
        ("decision", facts.decision, "Enter what was decided."),
        ("process", facts.process, "Enter how and where it was decided."),
    )
    found = [_b("PRO-01", words, REGISTER, name) for name, text, words in asked if not text.strip()]
    if facts.decided_on is None:
        found.append(_b("PRO-01", "Enter the day of the decision.", REGISTER, "decided_on"))
    if not facts.parts:
        found.append(_b("PRO-01", "Add everyone who took part in the decision.", REGISTER, "participants"))
    for part in facts.parts:
        if part.unmanaged:
            words = f"Enter how the conflict of {part.name} was handled."
            found.append(_b("PRO-01", words, REGISTER, "participants"))
    if any(part.conflicted for part in facts.parts) and not facts.justification.strip():
        words = "Enter why the conflicts were handled this way."
        found.append(_b("PRO-01", words, REGISTER, "justification"))
    return found


def checklist_blockers(facts: ProcurementFacts, on: date) -> list[Blocker]:
    """Questions that are open where GPs may win the contract (PRO-04)."""
    if not facts.gp_bidder:
        return []
    if not facts.route:
        return [_b("PRO-04", "Choose how the provider is found. The checklist depends on it.", CHECKLIST, "route")]
    return [
        _b("PRO-04", f"Checklist: {question.asks}", CHECKLIST, f"checklist_{question.id}")
        for question in unanswered(facts.checklist, facts.route, on)
    ]


def decision_blockers(facts: ProcurementFacts, today: date) -> list[Blocker]:
    """What stands in the way of recording the decision as taken (PRO-01, PRO-04)."""
    found = [*content_blockers(facts), *checklist_blockers(facts, facts.decided_on or today)]
    if facts.decided_on is not None and facts.decided_on > today:
        found.append(_b("PRO-01", "The day of the decision must be today or in the past.", REGISTER, "decided_on"))
    return found


def five_items(facts: ProcurementFacts) -> list[Blocker]:
    """Which of the five items of an award are missing (PRO-02)."""
    total = facts.amount is not None or bool(facts.amounts_payable.strip())
    asked = (
        ("provider_name", bool(facts.provider_name.strip()), "Name the provider."),
        ("provider_address", bool(facts.provider_address.strip()), "Enter the provider's registered address."),
        ("description", bool(facts.description.strip()), "Describe the service."),
        ("amount", total, "Enter the total amount, or what is payable where the total is not known."),
        ("starts_on", facts.starts_on is not None, "Enter the day on which the contract starts."),
        ("ends_on", facts.ends_on is not None, "Enter the day on which the contract ends."),
        (
            "selection_process",
            bool(facts.selection_process.strip()),
            "Enter by what process the provider was selected.",
        ),
    )
    found = [_b("PRO-02", words, REGULATIONS, name) for name, there, words in asked if not there]
    if facts.starts_on and facts.ends_on and facts.ends_on <= facts.starts_on:
        found.append(_b("PRO-02", "The contract must end after it starts.", REGULATIONS, "ends_on"))
    return found


def unmanaged(parts: Iterable[Part]) -> list[Blocker]:
    """Conflicts of participants that nobody handled, also those that only the register shows (PRO-03)."""
    found = []
    for part in parts:
        if part.unmanaged:
            how = f" The register shows: {'; '.join(part.paths)}." if part.paths else ""
            words = f"The conflict of {part.name} is not handled.{how} Enter how it was handled before the award."
            found.append(_b("PRO-03", words, REGULATION_6, "participants"))
    return found


def advert_blockers(facts: ProcurementFacts, on: date) -> list[Blocker]:
    """The advertisements of a large contract with a multispecialty community provider (PRO-05)."""
    if facts.form != ContractForm.MCP:
        return []
    limit = value_on("mcp_advert_over", on)
    if facts.lifetime_value is None:
        words = "Enter the value over the life of the contract. It decides whether the contract must be advertised."
        return [_b("PRO-05", words, limit.source, "lifetime_value")]
    if facts.lifetime_value <= limit.value:
        return []
    what = f"the value over its life is over {in_words(limit)}"
    asked = (
        ("ojeu_reference", facts.ojeu_reference, "the notice in the Official Journal (OJEU)"),
        ("finder_reference", facts.finder_reference, "the notice on Contracts Finder"),
    )
    return [
        _b("PRO-05", f"Enter the reference of {notice}: {what}.", limit.source, name)
        for name, text, notice in asked
        if not text.strip()
    ]


def award_blockers(facts: ProcurementFacts, today: date) -> list[Blocker]:
    """What stands in the way of an award (PRO-02, PRO-03, PRO-05)."""
    on = facts.decided_on or today
    return [*five_items(facts), *unmanaged(facts.parts), *advert_blockers(facts, on)]
