"""What a local arrangement for model B needs before it is signed and before it starts (F-25; APP-13, ARR-01 to 04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cocommission.shared.clock import day, moment
from cocommission.shared.rules.blockers import Blocker
from models_abc.rules.catalogue import source_of
from models_abc.rules.readiness.committees import WHO as COMMITTEE_WHO
from models_abc.rules.readiness.committees import committee_fault
from models_abc.rules.readiness.evidence import CommitteeFact
from models_abc.terms import CoCommissioningModel

OFFICER = "Governance officer"
REGION = "NHS England regional officer"


@dataclass(frozen=True, slots=True)
class ArrangementFacts:
    """An arrangement as the rules see it. Money in whole pounds."""

    go_live_on: date
    listed_on: Sequence[date]
    round_name: str
    opens_at: datetime
    closes_at: datetime
    model_held: str = "A"
    mandate_chosen: bool = False
    mandate_given: bool = False
    constitution_chosen: bool = False
    constitution_adopted: bool = False
    constitution_approved: bool = False
    agreement_attached: bool = False
    membership: str = ""
    committee_wanted: str = "Joint committee"
    committee: CommitteeFact | None = None
    has_pooled_fund: bool = False
    pooled_pounds: int | None = None
    pooled_from_on: date | None = None
    pooled_terms: str = ""


def _blocker(rule: str, missing: str, who: str = OFFICER, field: str = "") -> Blocker:
    return Blocker(rule=rule, missing=missing, who=who, source=source_of(rule), field=field)


def _mandate(facts: ArrangementFacts) -> list[Blocker]:
    if not facts.mandate_chosen:
        return [_blocker("ARR-01", "Name the ballot in which the members chose model B.", field="mandate_ballot")]
    if facts.mandate_given:
        return []
    words = "The ballot you named has not published a result in favour of model B."
    return [_blocker("ARR-01", words, field="mandate_ballot")]


def _constitution(facts: ArrangementFacts) -> list[Blocker]:
    if not facts.constitution_chosen:
        words = "Name the constitution version that allows the joint committee."
        return [_blocker("ARR-01", words, field="constitution")]
    found = []
    if not facts.constitution_adopted:
        words = "The members have not adopted that constitution yet."
        found.append(_blocker("ARR-01", words, field="constitution"))
    if not facts.constitution_approved:
        words = "NHS England has not approved that constitution yet."
        found.append(_blocker("ARR-01", words, REGION, "constitution"))
    return found


def _committee(facts: ArrangementFacts, *, active: bool) -> list[Blocker]:
    """The committee that will decide is computed, not attested by what the arrangement says of it (JC-01)."""
    wanted = f"{facts.committee_wanted} with NHS England"
    fault = committee_fault(facts.committee, CoCommissioningModel.B, active=active, wanted=wanted)
    return [_blocker(fault[0] or "JC-01", fault[1], COMMITTEE_WHO, "committee_kind")] if fault is not None else []


def start_blockers(facts: ArrangementFacts) -> list[Blocker]:
    """What the start of model B waits for on its day, although both have signed: evidence can fall away until then."""
    return [*_mandate(facts), *_constitution(facts), *_committee(facts, active=True)]


def signing_blockers(facts: ArrangementFacts, *, now: datetime) -> list[Blocker]:
    """What is missing before CCG or region may sign; an empty list when nothing is."""
    found = []
    if facts.model_held == "C":
        found.append(
            _blocker("APP-16", "The CCG holds model C. It leaves delegation by notice before it starts model B.")
        )
    if facts.go_live_on not in facts.listed_on:
        days = ", ".join(day(one) for one in facts.listed_on) or "none"
        found.append(
            _blocker(
                "APP-13",
                f"{day(facts.go_live_on)} is not a day on which joint commissioning can start. Listed days: {days}.",
                field="go_live_on",
            )
        )
    if now < facts.opens_at:
        found.append(_blocker("APP-13", f"{facts.round_name} opens on {moment(facts.opens_at)}.", REGION))
    if now >= facts.closes_at:
        found.append(_blocker("APP-13", f"{facts.round_name} closed on {moment(facts.closes_at)}. Choose a later one."))
    found += [*_mandate(facts), *_constitution(facts), *_committee(facts, active=False)]
    if not facts.agreement_attached:
        found.append(_blocker("ARR-04", "Attach the joint commissioning agreement.", field="agreement"))
    if not facts.membership.strip():
        found.append(_blocker("ARR-04", "Enter who sits on the joint committee.", field="membership"))
    if facts.has_pooled_fund:
        for value, words, field in (
            (facts.pooled_pounds, "the amount", "pooled_pounds"),
            (facts.pooled_from_on, "the first day", "pooled_from_on"),
            (facts.pooled_terms.strip(), "the terms", "pooled_terms"),
        ):
            if not value:
                found.append(_blocker("ARR-03", f"Enter {words} of the pooled fund.", field=field))
    return found


def lateness_blockers(facts: ArrangementFacts, *, now: datetime, starts_at: datetime) -> list[Blocker]:
    """Signing takes effect on the listed day, so it must be done before that day begins."""
    if now < starts_at:
        return []
    return [
        _blocker(
            "APP-13",
            f"{day(facts.go_live_on)} has come: both signatures had to be in place before it. Choose a later day.",
        )
    ]
