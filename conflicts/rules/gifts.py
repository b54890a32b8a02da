"""Gifts and hospitality: what must be declined, recorded or approved, by the day of the offer (GIF-01 to GIF-09)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cocommission.shared.rules.blockers import LOCAL, WARNS, Blocker, blocking
from conflicts.rules.periods import add_months
from conflicts.rules.values import G_2016, G_2017, JUNE_2017, in_words, value_on
from conflicts.terms.gifts import GiftState, OfferAnswer, OfferKind

CASH = "Guidance of 16 June 2017; LMC summary 2017"
SUMS = "Guidance of 16 June 2017, LMC summary 2017; the 12 months are local policy"
RECIPIENT, APPROVER = "The person who was offered it", "Senior approver"
GIFTS = (OfferKind.GIFT, OfferKind.PROMOTIONAL)
ENDINGS = frozenset({"limited", "ltd", "plc", "llp", "co", "company", "the", "inc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """One offer, as it is recorded."""

    kind: str
    details: str
    value_pence: int
    offered_on: date
    answer: str
    source_name: str
    source_business: str = ""
    supplier: bool = False
    beyond_modest: bool = False
    received_on: date | None = None
    reason: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedOffer(OfferFacts):
    """An offer on the day it is declared.

    `earlier_pence`: what the same source gave to the same person besides, within 12 months (GIF-05).
    """

    declared_on: date
    earlier_pence: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules of the day of the offer say. `blockers` holds warnings too."""

    rules_of: str
    entry_needed: bool
    approval_needed: bool
    total_pence: int
    blockers: tuple[Blocker, ...]

    @property
    def state(self) -> GiftState:
        """How the entry begins."""
        return GiftState.AWAITING_APPROVAL if self.approval_needed else GiftState.RECORDED

    @property
    def allowed(self) -> bool:
        """Whether nothing blocks it."""
        return not blocking(self.blockers)


def source_key(name: str) -> str:
    """A source as it is recognised again: `The Acme Company Ltd.` and `ACME` are one (GIF-05)."""
    words = "".join(sign if sign.isalnum() else " " for sign in name.casefold()).split()
    return " ".join(word for word in words if word not in ENDINGS) or " ".join(words)


def window_from(offered_on: date) -> date:
    """The first day whose gifts are added to one offered on `offered_on` (GIF-05)."""
    return add_months(offered_on, -value_on("gift_sum_over", offered_on).value)


def most_in_a_window(given: Iterable[tuple[date, int]], offered_on: date) -> int:
    """The most pence that `given` (day, pence) makes in any 12 months that hold an offer of `offered_on` (GIF-05)."""
    given = list(given)
    ends = {offered_on, *(on for on, _ in given if window_from(on) < offered_on < on)}
    return max(sum(pence for on, pence in given if window_from(end) < on <= end) for end in ends)


def rules_of(offered_on: date) -> str:
    """Which rules an offer is judged by: those of its own day, whatever day it is today (GIF-09)."""
    year = "2017" if offered_on >= JUNE_2017 else "2016"
    return f"rules of June {year}"


def verdict(offer: JudgedOffer) -> Verdict:
    """What the rules of the day of the offer say about it (GIF-09)."""
    found = [*_facts(offer), *_cash(offer), *_gift(offer), *_declined(offer)]
    approval = approval_needed(offer)
    if approval and not offer.reason.strip():
        rule = "GIF-06" if offer.kind == OfferKind.HOSPITALITY else "GIF-07"
        words = "Enter why it should be accepted. A senior approver decides."
        found.append(_b(rule, words, "reason", approval_source(offer.offered_on)))
    needed = entry_needed(offer)
    if not needed:
        source = G_2017 if offer.offered_on >= JUNE_2017 else G_2016
        found.append(_b("GIF-03", "It needs no entry. You can record it all the same.", "value", source, WARNS))
    return Verdict(
        rules_of=rules_of(offer.offered_on),
        entry_needed=needed,
        approval_needed=approval,
        total_pence=_total(offer),
        blockers=tuple(found),
    )


def _accepted(offer: JudgedOffer) -> bool:
    return offer.answer != OfferAnswer.DECLINED


def _of_others(offer: JudgedOffer) -> bool:
    return offer.kind in GIFTS and not offer.supplier


def _total(offer: JudgedOffer) -> int:
    """The value that the test of the sum applies to: none were added up before June 2017 (GIF-05)."""
    return offer.value_pence + (offer.earlier_pence if offer.offered_on >= JUNE_2017 and _of_others(offer) else 0)


def entry_needed(offer: JudgedOffer) -> bool:
    """Whether the offer must be on the register (GIF-03, GIF-06, GIF-08)."""
    if not _accepted(offer) or offer.kind in (OfferKind.CASH, OfferKind.TRAVEL, OfferKind.FOREIGN_TRAVEL):
        return True
    if offer.kind == OfferKind.HOSPITALITY:
        return offer.value_pence >= value_on("hospitality_no_entry_under", offer.offered_on).value
    if offer.supplier:
        return offer.value_pence > value_on("gift_promotional_up_to", offer.offered_on).value
    return _total(offer) >= value_on("gift_no_entry_under", offer.offered_on).value


def approval_needed(offer: JudgedOffer) -> bool:
    """Whether a senior approver must agree before it is accepted (GIF-06, GIF-07)."""
    if not _accepted(offer):
        return False
    if offer.kind == OfferKind.HOSPITALITY:
        return offer.value_pence > value_on("hospitality_approval_over", offer.offered_on).value
    if offer.kind not in (OfferKind.TRAVEL, OfferKind.FOREIGN_TRAVEL):
        return False
    return offer.beyond_modest if offer.offered_on >= JUNE_2017 else offer.kind == OfferKind.FOREIGN_TRAVEL


def _facts(offer: JudgedOffer) -> Iterable[Blocker]:
    if offer.kind not in OfferKind:
        yield _b("GIF-09", "Choose what was offered.", "kind", LOCAL)
    if offer.answer not in OfferAnswer:
        yield _b("GIF-08", "Select what happened to the offer.", "answer", LOCAL)
    if not offer.details.strip():
        yield _b("GIF-09", "Describe what was offered.", "details", LOCAL)
    if not offer.source_name.strip():
        yield _b("GIF-05", "Enter who offered it.", "source_name", LOCAL)
    if offer.offered_on > offer.declared_on:
        yield _b("GIF-09", "The day of the offer must be today or in the past.", "offered_on", LOCAL)
    if offer.received_on is not None:
        if offer.received_on < offer.offered_on:
            yield _b("GIF-09", "It cannot have been received before it was offered.", "received_on", LOCAL)
        if offer.received_on > offer.declared_on:
            yield _b("GIF-09", "The day of receipt must be today or in the past.", "received_on", LOCAL)


def _cash(offer: JudgedOffer) -> Iterable[Blocker]:
    if offer.kind == OfferKind.CASH and _accepted(offer):
        yield _b(
            "GIF-01", "Cash and vouchers are always declined. Return it and record it as declined.", "answer", CASH
        )


def _gift(offer: JudgedOffer) -> Iterable[Blocker]:
    if offer.kind not in GIFTS or not _accepted(offer):
        return
    if offer.supplier:
        most = value_on("gift_promotional_up_to", offer.offered_on)
        if offer.kind == OfferKind.PROMOTIONAL and offer.value_pence <= most.value:
            return
        words = "A gift of a supplier or contractor is declined, whatever it is worth"
        but = f", except promotional items up to {in_words(most)}" if most.value else ""
        yield _b("GIF-02", f"{words}{but}. Return it and record it as declined.", "answer", most.source)
        return
    limit, total = value_on("gift_organisation_from", offer.offered_on), _total(offer)
    if total > offer.value_pence:
        words = (
            f"With {pounds(offer.earlier_pence)} from the same source within 12 months, it comes to "
            f"{pounds(total)}. Gifts of one source are added up."
        )
        yield _b("GIF-05", words, "value", SUMS, WARNS)
    if total >= limit.value and offer.answer == OfferAnswer.ACCEPTED:
        if offer.offered_on >= JUNE_2017:
            words = f"From {in_words(limit)} a gift is accepted only on behalf of the organisation, or declined."
            yield _b("GIF-04", words, "answer", limit.source)
        else:
            words = f"From {in_words(limit)} a gift should be declined. Enter the reason if it was not."
            yield _b("GIF-04", words, "answer", limit.source, WARNS)


def _declined(offer: JudgedOffer) -> Iterable[Blocker]:
    if not _accepted(offer):
        words = "Declined offers are recorded too."
        yield _b("GIF-08", words, "answer", "Eastern Cheshire CCG", WARNS)


def approval_blockers(*, is_own: bool, entered_it: bool, reason: str) -> list[Blocker]:
    """Why a senior approver cannot answer (GIF-06, GIF-07): never about themself, and with a reason."""
    found = []
    if is_own:
        found.append(
            Blocker("GIF-06", "You cannot approve an offer made to you. Ask another approver.", APPROVER, LOCAL)
        )
    elif entered_it:
        found.append(Blocker("GIF-06", "You entered this for another person. Ask another approver.", APPROVER, LOCAL))
    if not reason.strip():
        found.append(Blocker("GIF-06", "Enter the reason for your answer.", APPROVER, LOCAL, field="reason"))
    return found


def withdrawal_blockers(*, is_own: bool, answered: bool) -> list[Blocker]:
    """Why an entry cannot be taken out as made in error (GIF-06): what an approver answered is not undone alone."""
    if is_own and answered:
        words = "A senior approver has answered this. Ask a governance officer to remove it."
        return [Blocker("GIF-06", words, "Governance officer", LOCAL)]
    return []


def pounds(pence: int) -> str:
    """`£12.50`."""
    return f"£{pence / 100:,.2f}"


def approval_source(offered_on: date) -> str:
    """What asks for a senior approver on a day: guidance from June 2017, before that it is to be confirmed."""
    return G_2017 if offered_on >= JUNE_2017 else f"{LOCAL}; local policy"


def _b(rule: str, missing: str, field: str, source: str, level: str = "B") -> Blocker:
    return Blocker(rule, missing, RECIPIENT, source, level, field)
