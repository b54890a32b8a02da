"""What is done to an entry of gifts and hospitality: the senior approver answers, an entry made in error goes."""

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page, person_ccg_page
from ccgs.views.acts import ActPage, Place, act_page
from cocommission.shared.rules.blockers import Blocker
from conflicts.actions.gifts import answer_gift, require_approver, withdraw_gift
from conflicts.forms.gifts import ApprovalForm, WithdrawForm
from conflicts.models import Gift
from conflicts.rules import gift_acts as acts
from conflicts.rules.gifts import approval_blockers, pounds, withdrawal_blockers
from conflicts.terms.gifts import GiftState
from conflicts.views.gifts import APPROVERS, gifts_crumb, of_number
from conflicts.views.registers import crumbs

GIFT = Place(
    noun="gift",
    find=of_number,
    crumbs=lambda gift: crumbs(gift.ccg, gifts_crumb(gift.ccg), (str(gift), gift.url)),
    caption=lambda gift: f"Entry {gift.number} of the register of gifts and hospitality",
)


def _value(request: PersonRequest, gift: Gift) -> dict[str, str]:
    return {"value": pounds(gift.value_pence)}


def _barred_from_approving(request: PersonRequest, gift: Gift) -> list[Blocker]:
    person = request.person.pk
    return approval_blockers(is_own=gift.person_id == person, entered_it=gift.declared_by_id == person, reason="given")


def _barred_from_withdrawing(request: PersonRequest, gift: Gift) -> list[Blocker]:
    if gift.state == GiftState.WITHDRAWN:
        return []
    return withdrawal_blockers(is_own=gift.person_id == request.person.pk, answered=gift.approved_at is not None)


APPROVE = ActPage(
    act=acts.APPROVE,
    place=GIFT,
    does=answer_gift,
    form=ApprovalForm,
    button="Answer",
    barred=_barred_from_approving,
    beside=_value,
    done="Your answer is recorded.",
    template="conflicts/gift_act.jinja",
)
WITHDRAW = ActPage(
    act=acts.WITHDRAW,
    place=GIFT,
    does=withdraw_gift,
    form=WithdrawForm,
    button="Remove the entry",
    barred=_barred_from_withdrawing,
    beside=_value,
    done="The entry is removed.",
    template="conflicts/gift_act.jinja",
)


@ccg_page(*APPROVERS)
def gift_approve(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The senior approver's answer; for everybody else, also for another approver, the page is 403."""
    found = of_number(request, ccg, number)
    require_approver(found, request.person, request.now)
    return act_page(request, APPROVE, found)


@person_ccg_page
def gift_withdraw(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Takes an entry out that was made in error."""
    found = of_number(request, ccg, number)
    mine = request.person.pk in (found.person_id, found.declared_by_id)
    if not (mine or request.may(Permission.KEEP_REGISTERS, ccg)):
        raise Http404("This is not your entry.")
    return act_page(request, WITHDRAW, found)
