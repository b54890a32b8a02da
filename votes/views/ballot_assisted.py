"""Votes on paper or from a meeting: an officer enters, another person confirms."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.queries.posts import posts_in
from ccgs.terms import Permission, RoleCode
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import number_of, secret
from votes.actions.ballot_assisted import confirm_assisted, enter_assisted, may_confirm
from votes.forms.voting import AssistedForm
from votes.models import AssistedEntry, RollEntry
from votes.queries.ballot_assisted import latest_pending
from votes.queries.ballot_roll import effective_roll
from votes.queries.ballots import questions_of
from votes.rules.ballot_acts import ASSIST
from votes.terms.ballots import BallotPhase
from votes.views.ballot_pages import BALLOT, crumbs, found

ENTER = ActPage(
    act=ASSIST,
    place=BALLOT,
    does=lambda ballot, **given: enter_assisted(**given),
    form=AssistedForm,
    intro="The vote counts after another person confirms it.",
    button="Enter the vote",
    done="The vote is entered. It counts after another person confirms it.",
)
CONFIRM = ActPage(
    act=ASSIST,
    place=BALLOT,
    does=lambda ballot, **given: confirm_assisted(**given),
    button="Confirm that it matches the paper",
    done="Confirmed. The vote counts.",
    template="votes/ballot_assisted_confirm.jinja",
)


@require_safe
@ccg_page(Permission.ASSIST_VOTES)
def assisted_choose(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Which practice."""
    ballot = found(request, ccg, number)
    context = {
        "ccg": ccg,
        "ballot": ballot,
        "roll": [row for row in effective_roll(ballot) if not row.struck],
        "blockers": ASSIST.blockers(ballot.phase(request.now)),
        "breadcrumbs": crumbs(ccg, (f"Ballot {ballot.number}", ballot.url)),
    }
    return render(request, "votes/ballot_assisted.jinja", context)


@secret
@ccg_page(Permission.ASSIST_VOTES)
def assisted_enter(request: PersonRequest, ccg: CCG, number: int, entry: int) -> HttpResponse:
    """The paper of one practice."""
    ballot = found(request, ccg, number)
    row = RollEntry.objects.filter(ballot=ballot, pk=entry).select_related("practice", "ballot__ccg").first()
    if row is None:
        raise Http404("This practice is not on the roll.")
    posts = [
        post for post in posts_in(row.practice, request.now) if post.role in (RoleCode.REPRESENTATIVE, RoleCode.DEPUTY)
    ]
    nobody = [] if posts else [Blocker("VOT-11", f"Nobody represents {row.name} today.", "Governance officer")]
    return act_page(
        request,
        ENTER,
        ballot,
        fill={"posts": posts, "questions": questions_of(ballot)},
        barred=nobody,
        shown={
            "title": f"Enter the vote of {row.name}",
            "back": reverse("ballot-assisted", kwargs={"code": ccg.code, "number": number}),
        },
        roll_entry=row,
        form_token=number_of(request),
    )


@ccg_page("")
def assisted_confirm(request: PersonRequest, ccg: CCG, number: int, entry: int) -> HttpResponse:
    """The second person compares the entry with the paper and confirms it."""
    ballot = found(request, ccg, number)
    row = (
        AssistedEntry.objects.filter(roll_entry__ballot=ballot, pk=entry)
        .select_related("roll_entry__practice", "roll_entry__ballot__ccg", "entered_by", "given_by")
        .first()
    )
    if row is None:
        raise Http404("There is no such entry.")
    if request.person.pk != row.entered_by_id and not may_confirm(row, request.person, request.now):
        raise PermissionDenied("Officers and verifiers of the CCG, and the practice itself, confirm entered votes.")
    labels = {
        question.number: {option.code: option.label for option in question.choices} for question in questions_of(ballot)
    }
    last = latest_pending(row.roll_entry_id) if ballot.phase(request.now) == BallotPhase.VOTING else None
    answers = [
        (question.text, labels[question.number].get(row.choices.get(str(question.number)), ""))
        for question in questions_of(ballot)
        if last is not None and last.pk == row.pk  # how a practice voted is no longer shown once nothing is to compare
    ]
    own = [
        Blocker("VOT-11", "You entered this vote, so another person must confirm it.", "Another officer or verifier")
    ]
    over = [
        Blocker(
            "VOT-11", "This entry is already confirmed, or the practice has voted again since.", "Governance officer"
        )
    ]
    return act_page(
        request,
        CONFIRM,
        ballot,
        barred=[*(own if request.person.pk == row.entered_by_id else []), *([] if answers else over)],
        shown={"title": f"Confirm the vote of {row.roll_entry.name}", "answers": answers},
        entry=row,
    )
