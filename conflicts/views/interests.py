"""One entry of the register: for its declarant and for those who keep, review or guard the registers."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, sign_in_first
from ccgs.views.acts import ActPage, Place, act_page
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.interests import change_interest, end_interest, review_interest, withdraw_interest, wording_of
from conflicts.forms.declarations import ChangeForm, EndForm, ReviewForm, WithdrawForm
from conflicts.models import Interest
from conflicts.models.interests import PRIVATE
from conflicts.queries.declarations import hands_on, was_signed_off
from conflicts.rules import interest_acts as acts
from conflicts.rules.interests import review_blockers, withdrawal_blockers
from conflicts.rules.lateness import lateness
from conflicts.terms import InterestState

View = Callable[..., HttpResponseBase]
KEEP, REVIEW = Permission.KEEP_REGISTERS, Permission.REVIEW_DECLARATIONS


def entry_page(*permissions: str, own: bool) -> Callable[[View], View]:
    """For `view(request, ccg, interest)` at an address with `<number>`.

    For holders of one of `permissions` in the CCG and, with `own`, for the declarant. Strangers find nothing; others
    with a post there are told that it is not theirs.
    """

    def decorate(view: View) -> View:
        @ccg_page()
        @wraps(view)
        def page(request: Request, ccg: CCG, number: int) -> HttpResponseBase:
            if request.person is None:
                return sign_in_first(request)
            rows = Interest.objects.select_related(
                "ccg", "person", "body", "declared_by", "reviewed_by", "withdrawn_by"
            )
            interest = rows.filter(ccg=ccg, number=number).first()
            mine = interest is not None and interest.person_id == request.person.pk
            if not mine and not request.asker.rights.connected(ccg):
                raise Http404("There is no such entry.")
            if not (mine and own) and not any(request.may(permission, ccg) for permission in permissions):
                raise PermissionDenied("Governance officers keep the entries. Another person signs them off.")
            if interest is None:
                raise Http404("There is no such entry.")
            return view(request, ccg, interest)

        return page

    return decorate


def crumbs(ccg: CCG, request: Request, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is: below the working list for those who have it, else below one's own entries."""
    working = any(request.may(permission, ccg) for permission in PRIVATE)
    where = ("Declarations", url_to("declarations", ccg)) if working else ("My interests", url_to("declare", ccg))
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", url_to("registers", ccg)), where, *more]


def reasons_against_review(interest: Interest, request: PersonRequest) -> list[Blocker]:
    """Why the person cannot review this entry, by the rule that the action asks."""
    return review_blockers(
        state=interest.state,
        is_own=interest.person_id == request.person.pk,
        entered_it=interest.declared_by_id == request.person.pk,
        mitigation="to be said",
        changed_it=request.person.pk in hands_on(interest),
    )


@require_safe
@entry_page(*PRIVATE, own=True)
def interest(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Everything about one entry, and what can be done with it."""
    mine = interest.person_id == request.person.pk
    standing = not acts.CHANGE.blockers(interest.state)
    context = {
        "ccg": ccg,
        "interest": interest,
        "mine": mine,
        "clocks": lateness(interest.arose_on, interest.aware_on, london(interest.declared_at).date()),
        "today": london(request.now).date(),
        "may_change": standing and (mine or request.may(KEEP, ccg)),
        "may_review": interest.state == InterestState.SUBMITTED and request.may(REVIEW, ccg),
        "against_review": reasons_against_review(interest, request),
        "may_see_history": any(request.may(permission, ccg) for permission in PRIVATE),
        "breadcrumbs": crumbs(ccg, request),
    }
    return render(request, "conflicts/interest.jinja", context)


def _shown(request: PersonRequest, interest: Interest) -> dict[str, Any]:
    return {
        "clocks": lateness(interest.arose_on, interest.aware_on, london(interest.declared_at).date()),
        "breadcrumbs": crumbs(interest.ccg, request, (f"Entry {interest.number}", interest.url)),
    }


def _found(request: PersonRequest, ccg: CCG, interest: Interest) -> Interest:
    """The entry that `entry_page` has found."""
    return interest


INTEREST = Place(
    noun="interest",
    find=_found,
    crumbs=lambda interest: [],  # the way depends on the reader, see `_shown`
    caption=lambda interest: f"{interest.ccg.name}, entry {interest.number}",
)


def _view(page: ActPage[Interest]) -> View:
    """The page of an act on an entry, for its declarant and for those who keep the registers."""

    @entry_page(KEEP, own=True)
    def view(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
        return act_page(request, page, interest, shown=_shown(request, interest))

    return view


FIELDS = (
    "kind",
    "relationship",
    "relationship_words",
    "capacity",
    "description",
    "arose_on",
    "aware_on",
    "consent_reason",
    "late_reason",
)
"""What the form of a change starts with, beside the consent."""


def _as_it_is(request: PersonRequest, interest: Interest) -> dict[str, Any]:
    initial = {name: getattr(interest, name) for name in FIELDS}
    return {"initial": initial | {"consent": "yes" if interest.consent_to_publish else "no"}}


interest_change = _view(
    ActPage(
        act=acts.CHANGE,
        place=INTEREST,
        does=change_interest,
        form=ChangeForm,
        fill=_as_it_is,
        intro="The history keeps the earlier text. The entry must be signed off again. For another organisation, "
        "declare a new interest.",
        button="Save the change",
        done="",
    )
)


def _last_day(request: PersonRequest, interest: Interest) -> dict[str, Any]:
    last = interest.ended_on - timedelta(days=1) if interest.ended_on else None
    return {"initial": {"last_day": last}, "ended": last is not None}


interest_end = _view(
    ActPage(
        act=acts.END,
        place=INTEREST,
        does=end_interest,
        form=EndForm,
        fill=_last_day,
        intro="It stays on the public register for six months after it ended, and on file for at least six years.",
        button="Save the last day",
        done="",
        template="conflicts/interest_act.jinja",
    )
)


def _barred_from_withdrawing(request: PersonRequest, interest: Interest) -> list[Blocker]:
    if acts.WITHDRAW.blockers(interest.state):
        return []
    return withdrawal_blockers(is_own=interest.person_id == request.person.pk, signed_off=was_signed_off(interest))


interest_withdraw = _view(
    ActPage(
        act=acts.WITHDRAW,
        place=INTEREST,
        does=withdraw_interest,
        form=WithdrawForm,
        intro="Use this only for an entry that should not have been made. If an interest is over, end it instead. The "
        "entry is kept, off the public page.",
        barred=_barred_from_withdrawing,
        button="Withdraw the entry",
        done="",
        template="conflicts/interest_act.jinja",
    )
)


@entry_page(REVIEW, own=False)
def interest_review(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Signs an entry off, with the action that mitigates the conflict (COI-06).

    The page sends along what was read; where that changed meanwhile, the next try is bound to what is shown now.
    """
    form = ReviewForm(form_data(request)[0], initial={"mitigation": interest.mitigation})
    read = request.POST.get("read", "")
    if submitted(
        request,
        form,
        lambda data: review_interest(interest=interest, by=request.person, now=request.now, read=read, **data),
        beside=("read",),
    ):
        return redirect(interest.url)
    context = {
        "ccg": ccg,
        "interest": interest,
        "form": form,
        "title": acts.REVIEW.title,
        "caption": INTEREST.caption(interest),
        "back": interest.url,
        "button": "Sign it off",
        "intro": "Your name and post are shown. The person who declared is told.",
        "blockers": reasons_against_review(interest, request),
        "read": wording_of(interest),
        **_shown(request, interest),
    }
    return render(request, "conflicts/interest_act.jinja", context)
