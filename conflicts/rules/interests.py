"""What a declaration must say before it is accepted and before it is complete (COI-01, COI-06, COI-07, COI-09)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cocommission.shared.rules.blockers import LOCAL, Blocker
from conflicts.rules.lateness import DECLARANT, lateness, lateness_blockers
from conflicts.rules.periods import after
from conflicts.rules.values import value_on
from conflicts.terms.interests import Capacity, InterestState, InterestType, Relationship, ReturnKind

ANNEX_A = "Annex A declaration form 2016"
REVIEWER = "Reviewer of declarations"


@dataclass(frozen=True, slots=True)
class DeclarationFacts:
    """What somebody wants to put on the register. `ended_on` is the first day after the interest."""

    kind: str
    capacity: str
    description: str
    arose_on: date
    aware_on: date
    ended_on: date | None = None
    relationship: str = ""
    relationship_words: str = ""
    consent_to_publish: bool = True
    consent_reason: str = ""
    late_reason: str = ""


def _b(rule: str, missing: str, field: str, source: str = ANNEX_A) -> Blocker:
    return Blocker(rule, missing, DECLARANT, source, field=field)


def declaration_blockers(facts: DeclarationFacts, *, declared_on: date) -> list[Blocker]:
    """Everything that keeps a declaration from the register (level B), and what it is warned of (level W)."""
    return [*_what(facts), *_when(facts, declared_on), *_consent(facts)]


def _what(facts: DeclarationFacts) -> Iterable[Blocker]:
    if facts.kind not in InterestType:
        yield _b("COI-01", "Choose one of the four types of interest.", "kind")
    if facts.kind == InterestType.INDIRECT:
        if facts.relationship not in Relationship:
            yield _b("COI-01", "Choose who has the indirect interest.", "relationship")
        if not facts.relationship_words.strip():
            yield _b("COI-01", "Describe the relationship, because the interest is indirect.", "relationship_words")
    if facts.capacity not in Capacity:
        yield _b("COI-01", "Choose your role there, or the role of the person close to you.", "capacity")
    if not facts.description.strip():
        yield _b("COI-01", "Describe the interest.", "description")


def _when(facts: DeclarationFacts, declared_on: date) -> Iterable[Blocker]:
    if facts.aware_on > declared_on:
        yield _b("COI-02", "The day on which you became aware of it cannot be in the future.", "aware_on", LOCAL)
    if facts.arose_on > facts.aware_on:
        yield _b("COI-03", "You cannot have become aware of it before it arose.", "aware_on", LOCAL)
    if facts.ended_on is not None and facts.ended_on < facts.arose_on:
        yield _b("COI-01", "It cannot have ended before it arose.", "ended_on", LOCAL)
    if facts.arose_on <= facts.aware_on <= declared_on:
        found = lateness(facts.arose_on, facts.aware_on, declared_on)
        yield from lateness_blockers(found, facts.late_reason)


def _consent(facts: DeclarationFacts) -> Iterable[Blocker]:
    if not facts.consent_to_publish and not facts.consent_reason.strip():
        yield _b("COI-07", "Enter why you do not consent to publication.", "consent_reason")


def review_blockers(
    *, state: str, is_own: bool, entered_it: bool, mitigation: str, changed_it: bool = False
) -> list[Blocker]:
    """Why a review cannot be recorded (COI-06): it is somebody else's sign-off, with the action that mitigates.

    `changed_it`: the reviewer changed the entry since it was last reviewed, and would sign off their own words.
    """
    found = []
    if state == InterestState.WITHDRAWN:
        found.append(Blocker("COI-06", "The entry was withdrawn as entered in error.", REVIEWER, LOCAL))
    if is_own:
        found.append(
            Blocker("COI-06", "You cannot sign off your own declaration. Ask another reviewer.", REVIEWER, ANNEX_A)
        )
    elif entered_it:
        found.append(
            Blocker(
                "COI-06",
                "You entered this declaration for another person. Ask another reviewer to sign it off.",
                REVIEWER,
                LOCAL,
            )
        )
    elif changed_it:
        words = "You changed this entry after its last review. Ask another reviewer to sign it off."
        found.append(Blocker("COI-06", words, REVIEWER, LOCAL))
    if not mitigation.strip():
        words = "Enter what is done about it, or why nothing is needed."
        found.append(Blocker("COI-06", words, REVIEWER, ANNEX_A, field="mitigation"))
    return found


def withdrawal_blockers(*, is_own: bool, signed_off: bool) -> list[Blocker]:
    """Why an entry cannot be taken back as made in error (COI-06): what somebody else signed off is not undone alone.

    Whoever could take back their own reviewed entry could clear the register on the morning of a meeting.
    """
    if is_own and signed_off:
        words = "This declaration is signed off. Ask a governance officer to withdraw it."
        return [Blocker("COI-06", words, "Governance officer", LOCAL)]
    return []


def consent_blockers(*, is_own: bool, before: bool, after: bool) -> list[Blocker]:
    """Why consent cannot be changed (COI-07): whoever refused it gives it; nobody does it for them."""
    if after and not before and not is_own:
        words = "Consent to publication was refused. Only the declarant can give it."
        return [Blocker("COI-07", words, DECLARANT, LOCAL, field="consent")]
    return []


def return_blockers(kind: str, *, live_entries: int, answered_before: bool) -> list[Blocker]:
    """Why somebody cannot answer so: nil with entries on the register, or no change where there was nothing before."""
    if kind == ReturnKind.NIL and live_entries:
        words = (
            f"{live_entries} {'entry' if live_entries == 1 else 'entries'} on the register "
            f"{'has' if live_entries == 1 else 'have'} not ended. End each first, or confirm that nothing has changed."
        )
        return [Blocker("COI-04", words, DECLARANT, LOCAL, field="kind")]
    if kind == ReturnKind.NO_CHANGE and not live_entries and not answered_before:
        words = (
            "There is no earlier declaration, so there is nothing to confirm. Declare an interest, or confirm "
            "that there are none."
        )
        return [Blocker("COI-04", words, DECLARANT, LOCAL, field="kind")]
    if kind == ReturnKind.INTERESTS and not live_entries:
        words = "There is no entry on the register. Declare an interest first, or confirm that there are none."
        return [Blocker("COI-04", words, DECLARANT, LOCAL, field="kind")]
    return []


def kept_until(ended_on: date | None) -> date | None:
    """The first day on which an ended entry may be deleted (COI-09); None while it has not ended: never."""
    return None if ended_on is None else after(ended_on, value_on("kept_after_end", ended_on))
