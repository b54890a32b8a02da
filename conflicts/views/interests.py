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
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.interests import change_interest, end_interest, review_interest, withdraw_interest, wording_of
from conflicts.forms.declarations import ChangeForm, EndForm, ReviewForm, WithdrawForm
from conflicts.models import Interest
from conflicts.models.interests import PRIVATE
from conflicts.queries.declarations import hands_on, was_signed_off
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
    standing = interest.state != InterestState.WITHDRAWN
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


def _act(
    request: Request,
    interest: Interest,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    blockers: list[Blocker] | None = None,
    show: bool = True,
    says: str = "",
    read: str = "",
) -> HttpResponse:
    if submitted(request, form, act, beside=("read",)):
        return redirect(interest.url)
    context = {
        "ccg": interest.ccg,
        "interest": interest,
        "form": form,
        "title": title,
        "button": button,
        "blockers": blockers or [],
        "show": show,
        "says": says,
        "read": read,
        "clocks": lateness(interest.arose_on, interest.aware_on, london(interest.declared_at).date()),
        "breadcrumbs": crumbs(interest.ccg, request, (f"Entry {interest.number}", interest.url)),
    }
    return render(request, "conflicts/interest_form.jinja", context)


def _withdrawn(interest: Interest) -> list[Blocker]:
    if interest.state != InterestState.WITHDRAWN:
        return []
    return [Blocker("COI-06", "This entry was withdrawn as made in error.", "Nobody", "Local policy of this service")]


@entry_page(KEEP, own=True)
def interest_change(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Changes what an entry says; it waits for review again."""
    names = ("kind", "relationship", "relationship_words", "capacity", "description", "arose_on", "aware_on",
             "consent_reason", "late_reason")  # fmt: skip
    initial = {name: getattr(interest, name) for name in names}
    form = ChangeForm(
        form_data(request)[0], initial=initial | {"consent": "yes" if interest.consent_to_publish else "no"}
    )
    return _act(
        request,
        interest,
        form,
        lambda _: change_interest(interest=interest, by=request.person, now=request.now, **form.changes()),
        title="Change the entry",
        button="Save the change",
        blockers=_withdrawn(interest),
        show=False,
        says=(
            "The history keeps the earlier text. The entry must be signed off again. For another organisation, "
            "declare a new interest."
        ),
    )


@entry_page(KEEP, own=True)
def interest_end(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Says when an interest ended."""
    last = interest.ended_on - timedelta(days=1) if interest.ended_on else None
    form = EndForm(form_data(request)[0], initial={"last_day": last}, ended=last is not None)
    return _act(
        request,
        interest,
        form,
        lambda _: end_interest(interest=interest, ended_on=form.ended_on, by=request.person, now=request.now),
        title="End the interest",
        button="Save the last day",
        blockers=_withdrawn(interest),
        says="It stays on the public register for six months after it ended, and on file for at least six years.",
    )


@entry_page(REVIEW, own=False)
def interest_review(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Signs an entry off, with the action that mitigates the conflict (COI-06)."""
    form = ReviewForm(form_data(request)[0], initial={"mitigation": interest.mitigation})
    return _act(
        request,
        interest,
        form,
        lambda cleaned: review_interest(
            interest=interest, by=request.person, now=request.now, read=request.POST.get("read", ""), **cleaned
        ),
        title="Review the entry",
        button="Sign it off",
        blockers=reasons_against_review(interest, request),
        says="Your name and post are shown. The person who declared is told.",
        read=wording_of(interest),
    )


@entry_page(KEEP, own=True)
def interest_withdraw(request: PersonRequest, ccg: CCG, interest: Interest) -> HttpResponse:
    """Takes back an entry that was made in error."""
    form = WithdrawForm(form_data(request)[0])
    return _act(
        request,
        interest,
        form,
        lambda cleaned: withdraw_interest(interest=interest, by=request.person, now=request.now, **cleaned),
        title="Withdraw an entry made in error",
        button="Withdraw the entry",
        blockers=_withdrawn(interest)
        or withdrawal_blockers(is_own=interest.person_id == request.person.pk, signed_off=was_signed_off(interest)),
        says=(
            "Use this only for an entry that should not have been made. If an interest is over, end it "
            "instead. The entry is kept, off the public page."
        ),
    )
