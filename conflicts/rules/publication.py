"""What the public register of interests shows (COI-08 to COI-12). Plain Python.

An entry is published once it was reviewed. It is off the page six months after the interest ended, or after its
declarant left; from 16 June 2017 only decision-makers are on it, unless the CCG chose everybody.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cocommission.shared.rules.blockers import LOCAL, WARNS, Blocker
from conflicts.rules.periods import after
from conflicts.rules.values import value_on
from conflicts.terms.interests import InterestState

OFFICER, GUARDIAN = "Governance officer", "Conflicts of Interest Guardian"
OWN = "It is about your own interest. Another Guardian must decide it. The CCG appoints one."
COI_12 = "Eastern Cheshire CCG 2017"


class Scope(StrEnum):
    """Whose interests are published."""

    ALL = "everyone who declares"
    DECISION_MAKERS = "decision-makers"


class Shown(StrEnum):
    """What the public sees of an entry on a day; the first that fits."""

    WITHDRAWN = "entered in error"
    WAITING = "waiting for review"
    EXPIRED = "off the page: historic"
    OUT_OF_SCOPE = "not a decision-maker"
    REDACTED = "redacted by the Guardian"
    WITHHELD = "consent to publish refused"
    NAMELESS = "shown without the name"
    PUBLIC = "published"

    @property
    def on_page(self) -> bool:
        """Whether a row of it is on the page."""
        return self in (Shown.PUBLIC, Shown.NAMELESS)


RULE_OF: dict[Shown, str] = {
    Shown.WAITING: "COI-06",
    Shown.EXPIRED: "COI-08",
    Shown.OUT_OF_SCOPE: "COI-10",
    Shown.REDACTED: "COI-11",
    Shown.WITHHELD: "COI-07",
    Shown.NAMELESS: "COI-11",
}
"""Which rule keeps an entry, or its name, off the page."""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry on a day. `declares_until`, `decides_until`: first day on which its person no longer declares, or
    decides; None for never having done so, `date.max` for no end. `redacted`: whole, name or neither.
    """

    state: str
    reviewed: bool
    ended_on: date | None
    consent: bool
    declares_until: date | None
    decides_until: date | None
    redacted: str = ""


def scope_on(on: date, *, publish_all: bool) -> Scope:
    """Whose interests are published on a day (COI-10): all before 16 June 2017, afterwards as the CCG chose."""
    if publish_all or not value_on("decision_makers_only", on).value:
        return Scope.ALL
    return Scope.DECISION_MAKERS


def off_page_on(ended_on: date | None) -> date | None:
    """The first day on which what ended is off the public page (COI-08); None while it has not ended."""
    if ended_on is None or ended_on == date.max:
        return None
    return after(ended_on, value_on("public_after_end", ended_on))


def still_public(until: date | None, on: date) -> bool:
    """Whether what ended before `until` (None: it has not ended) is still on the page on the day `on` (COI-08)."""
    off = off_page_on(until)
    return off is None or on < off


def _over(until: date | None, on: date) -> bool:
    return not still_public(until, on)


def shown(entry: EntryFacts, on: date, scope: Scope) -> Shown:
    """What the public sees of `entry` on the day `on`."""
    if entry.state == InterestState.WITHDRAWN:
        return Shown.WITHDRAWN
    if not entry.reviewed:
        return Shown.WAITING
    if _over(entry.ended_on, on) or _over(entry.declares_until, on):
        return Shown.EXPIRED
    if scope == Scope.DECISION_MAKERS and (entry.decides_until is None or _over(entry.decides_until, on)):
        return Shown.OUT_OF_SCOPE
    if entry.redacted == "whole":
        return Shown.REDACTED
    if not entry.consent:
        return Shown.WITHHELD
    return Shown.NAMELESS if entry.redacted == "name" else Shown.PUBLIC


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """How a CCG means to keep its registers from a day on."""

    from_on: date
    publish_all: bool = False
    published_on: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    reviewed_on: date | None = None
    audited_on: date | None = None


def policy_blockers(policy: PolicyFacts, today: date, *, already: date | None = None) -> list[Blocker]:
    """What keeps a register policy from being set (B), and what it is warned of (W).

    `already`: since when the registers are public under the policy in force.
    """
    found = []
    if policy.from_on < today:
        words = "A register policy must begin today or later."
        found.append(Blocker("COI-10", words, OFFICER, LOCAL, field="from_on"))
    if already is not None and already <= today and policy.published_on != already:
        words = "The registers are already public. You cannot make them private again."
        found.append(Blocker("COI-10", words, OFFICER, "NHS Act 2006 s14O", field="published_on"))
    for name in ("reviewed_on", "audited_on"):
        on = getattr(policy, name)
        if on is not None and on > today:
            found.append(Blocker("GOV-07", "The day must be today or in the past.", OFFICER, LOCAL, field=name))
    return [*found, *contact_blockers(policy.contact_name, policy.contact_email)]


def contact_blockers(name: str, email: str) -> list[Blocker]:
    """A warning while the register page cannot say whom to ask about historic interests (COI-12)."""
    if name.strip() and email.strip():
        return []
    words = "The register page names nobody to ask about historic interests. Enter a name and an e-mail address."
    return [Blocker("COI-12", words, OFFICER, COI_12, WARNS, "contact_name")]


def redaction_request_blockers(*, live: bool, request: str) -> list[Blocker]:
    """Why the declarant cannot ask to keep their entry off the public page (COI-11)."""
    found = []
    if live:
        found.append(_guard("There is a request for this entry already."))
    if not request.strip():
        found.append(_guard("Enter what harm the publication would do, and to whom.", field="request"))
    return found


def redaction_decision_blockers(*, is_own: bool, reason: str) -> list[Blocker]:
    """Why a Guardian cannot decide a request (COI-11): a decision has a reason, and is never about oneself."""
    found = []
    if is_own:
        found.append(_guard(OWN))
    if not reason.strip():
        found.append(_guard("Enter the reason for the decision.", field="reason"))
    return found


def redaction_lift_blockers(*, is_own: bool, reason: str) -> list[Blocker]:
    """Why a redaction cannot be lifted (COI-11)."""
    found = []
    if is_own:
        found.append(_guard(OWN))
    if not reason.strip():
        found.append(_guard("Enter the reason for lifting it.", field="reason"))
    return found


def _guard(words: str, field: str = "") -> Blocker:
    return Blocker("COI-11", words, GUARDIAN, LOCAL, field=field)
