"""Recording an offer, the senior approver's answer, and taking out what was entered in error (F-51)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker, blocking
from cocommission.shared.rules.facts import values
from cocommission.shared.rules.names import in_sentence
from conflicts.models import Body, Gift
from conflicts.queries.gifts import earlier_pence, standing, with_token
from conflicts.rules.gift_acts import APPROVE, WITHDRAW
from conflicts.rules.gifts import JudgedOffer, OfferFacts, approval_blockers, pounds, verdict, withdrawal_blockers
from conflicts.terms import TRANSITIONS
from conflicts.terms.gifts import GiftState

LIFE = TRANSITIONS["Gift or hospitality"]
USED = "This form was sent already. Open a new one."


def begin_gift(gift: Gift, act: Act, *, by: Person, now: datetime) -> Gift:
    """The locked entry, for an act of `rules.gift_acts`; raises as `begin` does."""
    return begin(Gift.objects.select_related("ccg", "person").filter(pk=gift.pk), act, by=by, now=now)


@transaction.atomic
def record_offer(
    *,
    ccg: CCG,
    person: Person,
    by: Person,
    now: datetime,
    form_token: UUID,
    facts: OfferFacts,
    source_body: Body | None = None,
) -> Gift:
    """Puts an offer on the register, judged by the rules of its own day (GIF-01 to GIF-09).

    The same form sent twice is one entry. Raises Refused (403) for somebody else's offer without the right to keep
    the registers, (409) with every reason against it.
    """
    if by != person:
        require_any(by, (Permission.KEEP_REGISTERS,), ccg, now)
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    known = with_token(form_token, by)
    if known is not None:
        return known
    as_what = standing(ccg, person, now)
    if as_what is None:
        words = f"{person.name} does not declare to {ccg.name}. An officer adds them to those who declare."
        raise Refused(Blocker("GIF-08", words, "Governance officer", "Local policy of this service"), status=403)
    offer = JudgedOffer(
        **values(facts),
        declared_on=london(now).date(),
        earlier_pence=earlier_pence(ccg, person, facts.source_name, facts.offered_on),
    )
    found = verdict(offer)
    if not found.allowed:
        raise Refused(*blocking(found.blockers))
    last = Gift.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    gift = Gift(
        ccg=ccg,
        number=last + 1,
        person=person,
        position=as_what.position,
        source_body=source_body,
        state=found.state,
        declared_at=now,
        declared_by=by,
        form_token=form_token,
        **values(facts),
    )
    with form_used_once(USED):
        gift.record(by=by, at=now, why="Offer recorded")
    _enter("gift.recorded", gift, by, now, rules=found.rules_of, answer=gift.answer, value=pounds(gift.value_pence))
    if found.approval_needed:
        _ask_approvers(gift, now)
    if by != person:
        post_message(
            key=f"gift:{gift.pk}:recorded",
            to=person,
            subject=f"{ccg.name}: an offer to you was put on the register of gifts and hospitality",
            text=f"{by.name} recorded entry {gift.number} for you.\n\nRead it, and tell the CCG if it is wrong.",
            now=now,
            about=ccg.book,
            link=gift.url,
        )
    return gift


@transaction.atomic
def answer_gift(*, gift: Gift, approve: bool, reason: str, by: Person, now: datetime) -> Gift:
    """A senior approver agrees to what was accepted or refuses it, with a reason; never for themself (GIF-06, GIF-07).

    What is offered to the Accountable Officer is answered by the Conflicts of Interest Guardian.

    Raises Refused (403) without the right to approve, Conflict when nothing waits for them.
    """
    role = require_approver(gift, by, now)
    gift = begin_gift(gift, APPROVE, by=by, now=now)
    missing = approval_blockers(is_own=by.pk == gift.person_id, entered_it=by.pk == gift.declared_by_id, reason=reason)
    if missing:
        raise Conflict(*missing)
    state = GiftState.RECORDED if approve else GiftState.REFUSED
    LIFE.require(gift.state, state, what="This entry")
    gift.state, gift.approval_reason = state, reason.strip()
    gift.approved_at, gift.approved_by = now, by
    gift.approver_position = role.label
    gift.record(by=by, at=now, why=reason.strip())
    _enter("gift.approved" if approve else "gift.refused", gift, by, now, reason=reason.strip())
    words = "agreed to" if approve else "refused"
    post_message(
        key=f"gift:{gift.pk}:answered",
        to=gift.person,
        subject=f"{gift.ccg.name}: your entry {gift.number} on the register of gifts and hospitality",
        text=f"The senior approver {words} it. Reason: {reason.strip()}"
        + ("" if approve else "\n\nReturn it or decline it now."),
        now=now,
        about=gift.ccg.book,
        link=gift.url,
    )
    return gift


@transaction.atomic
def withdraw_gift(*, gift: Gift, reason: str, by: Person, now: datetime) -> Gift:
    """Takes out an entry that was made in error; it stays on record, and the governance officers are told.

    Raises Refused (403) for strangers, (409) without a reason, and for one's own that a senior approver answered.
    """
    if by.pk not in (gift.person_id, gift.declared_by_id):
        require_any(by, (Permission.KEEP_REGISTERS,), gift.ccg, now)
    gift = begin_gift(gift, WITHDRAW, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter what was wrong with the entry.", field="reason")
    LIFE.require(gift.state, GiftState.WITHDRAWN, what="This entry")
    missing = withdrawal_blockers(is_own=by.pk == gift.person_id, answered=gift.approved_at is not None)
    if missing:
        raise Refused(*missing)
    gift.state, gift.withdrawn_reason = GiftState.WITHDRAWN, reason.strip()
    gift.withdrawn_at, gift.withdrawn_by = now, by
    gift.record(by=by, at=now, why=reason.strip())
    _enter("gift.withdrawn", gift, by, now, reason=reason.strip())
    for officer in holders(gift.ccg, RoleCode.GOVERNANCE_OFFICER, now):
        if officer != by:
            post_message(
                key=f"gift:{gift.pk}:withdrawn:{officer.pk}",
                to=officer,
                subject=f"{gift.ccg.name}: entry {gift.number} was taken off the register of gifts and hospitality",
                text=f"{by.name} removed it as made in error. Reason: {reason.strip()}",
                now=now,
                about=gift.ccg.book,
                link=gift.url,
            )
    return gift


def _enter(act: str, gift: Gift, by: Person, now: datetime, *, reason: str = "", **facts: str) -> None:
    enter(book=gift.ccg.book, act=act, by=by, now=now, subject=gift.subject, reason=reason, facts=facts)


def require_approver(gift: Gift, by: Person, now: datetime) -> RoleCode:
    """The office in which `by` answers as senior approver; Refused (403) when in none.

    The Accountable Officer; where it is offered to whom holds that office, the Conflicts of Interest Guardian.
    """
    if gift.person in holders(gift.ccg, RoleCode.ACCOUNTABLE_OFFICER, now) and by != gift.person:
        require_any(by, (Permission.GUARD_CONFLICTS,), gift.ccg, now)
        return RoleCode.GUARDIAN
    require_any(by, (Permission.APPROVE_GIFTS,), gift.ccg, now)
    return RoleCode.ACCOUNTABLE_OFFICER


def _ask_approvers(gift: Gift, now: datetime) -> None:
    senior = holders(gift.ccg, RoleCode.ACCOUNTABLE_OFFICER, now)
    if gift.person in senior:
        senior = holders(gift.ccg, RoleCode.GUARDIAN, now)
    for approver in senior:
        if approver.pk == gift.person_id:
            continue
        post_message(
            key=f"gift:{gift.pk}:approval:{approver.pk}",
            to=approver,
            subject=f"{gift.ccg.name}: approve {in_sentence(gift.get_kind_display())} worth {pounds(gift.value_pence)}",
            text=f"{gift.person.name} accepted from {gift.source_name}: {gift.details}\n\nReason: {gift.reason}",
            now=now,
            about=gift.ccg.book,
            link=url_to("gift-approve", gift),
        )
