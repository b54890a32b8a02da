"""Pages on which a draft is written, one thing each, and the page that opens it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import moment
from cocommission.shared.views.submitting import form_data
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import (
    bind_rule,
    discard_draft,
    edit_draft,
    join_group,
    remove_question,
    save_question,
)
from votes.forms.ballots import (
    AboutForm,
    GroupForm,
    PlainForm,
    QuestionForm,
    RuleForm,
    TimesForm,
    UnrepresentedForm,
)
from votes.models import Ballot, Question
from votes.queries.ballots import missing_before_opening
from votes.views.ballot_pages import act_page, found

officer_page = ccg_page(Permission.RUN_BALLOTS)


def _act_page(request: Request, ballot: Ballot, **words: Any) -> HttpResponse:
    """A page on which a draft is written; once the ballot was opened it says that it is frozen (VOT-08)."""
    return act_page(request, ballot, needs="edit", **words)


def _edit(request: PersonRequest, ballot: Ballot, data: dict[str, Any]) -> None:
    edit_draft(ballot=ballot, by=request.person, now=request.now, **data)


@officer_page
def ballot_about(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Title and background."""
    ballot = found(request, ccg, number)
    names = ("title", "background", *(["what_changed"] if ballot.re_ballot_of_id else []))
    form = AboutForm(
        form_data(request)[0],
        initial={name: getattr(ballot, name) for name in names},
        again=ballot.re_ballot_of_id is not None,
    )
    return _act_page(
        request,
        ballot,
        form=form,
        act=partial(_edit, request, ballot),
        title="What the ballot is about",
        button="Save",
        done="Saved.",
    )


@officer_page
def ballot_times(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """When voting begins and closes."""
    ballot = found(request, ccg, number)
    form = TimesForm(form_data(request)[0], initial={"opens_at": ballot.opens_at, "closes_at": ballot.closes_at})
    return _act_page(
        request,
        ballot,
        form=form,
        act=partial(_edit, request, ballot),
        title="When members vote",
        button="Save",
        done="Times saved.",
    )


@officer_page
def ballot_unrepresented(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Why it opens although some practices have nobody to vote for them."""
    ballot = found(request, ccg, number)
    form = UnrepresentedForm(form_data(request)[0], initial={"unrepresented_reason": ballot.unrepresented_reason})
    return _act_page(
        request,
        ballot,
        form=form,
        act=partial(_edit, request, ballot),
        title="Practices without a representative",
        button="Save",
        done="Saved.",
    )


@officer_page
def ballot_rule(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The constitution version whose rule applies."""
    ballot = found(request, ccg, number)
    form = RuleForm(form_data(request)[0], ccg=ccg, initial={"constitution": ballot.constitution_id})

    def act(data: dict[str, Any]) -> None:
        bind_rule(ballot=ballot, by=request.person, now=request.now, **data)

    return _act_page(
        request, ballot, form=form, act=act, title="The voting rule", button="Save", done="Voting rule taken over."
    )


@officer_page
def ballot_question(request: PersonRequest, ccg: CCG, number: int, question: int = 0) -> HttpResponse:
    """Adds a question, or rewrites one."""
    ballot = found(request, ccg, number)
    row = next((one for one in ballot.questions.all() if one.number == question), None)
    if question and row is None:
        raise Http404(f"This draft has no question {question}.")
    form = QuestionForm(form_data(request)[0], ccg=ccg, initial=_initial(row))

    def act(data: dict[str, Any]) -> None:
        save_question(ballot=ballot, question=row, by=request.person, now=request.now, **form.values())

    return _act_page(
        request,
        ballot,
        form=form,
        act=act,
        title=f"Question {row.number}" if row else "Add a question",
        button="Save the question",
        done="Question saved.",
    )


def _initial(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    proposals = [option for option in question.choices if option.models]
    return {
        "kind": question.kind,
        "text": question.text,
        "models": sorted({model for option in proposals for model in option.models}),
        "as_choice": "no" if len(proposals) == 1 and len(proposals[0].models) > 1 else "yes",
        "constitution": question.constitution_id,
    }


@officer_page
def ballot_question_remove(request: PersonRequest, ccg: CCG, number: int, question: int) -> HttpResponse:
    """Takes a question out."""
    ballot = found(request, ccg, number)
    row = next((one for one in ballot.questions.all() if one.number == question), None)
    if row is None:
        raise Http404(f"This draft has no question {question}.")
    return _act_page(
        request,
        ballot,
        form=PlainForm(form_data(request)[0]),
        act=lambda data: remove_question(question=row, by=request.person, now=request.now),
        title=f"Take out question {row.number}",
        intro=row.text,
        button="Take the question out",
        done="Question taken out.",
    )


@officer_page
def ballot_group(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Asks together with other CCGs."""
    ballot = found(request, ccg, number)
    form = GroupForm(form_data(request)[0], initial={"name": ballot.group.name if ballot.group else ""})

    def act(data: dict[str, Any]) -> None:
        join_group(ballot=ballot, by=request.person, now=request.now, **data)

    return _act_page(
        request, ballot, form=form, act=act, title="Ask together with other CCGs", button="Save", done="Saved."
    )


@officer_page
def ballot_open(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """What is missing, what will be frozen, and the button."""
    ballot = found(request, ccg, number)
    missing = missing_before_opening(ballot, request.now)
    begins = f"Voting begins {moment(ballot.opens_at)}." if ballot.opens_at else "Voting begins at once."
    return act_page(
        request,
        ballot,
        form=PlainForm(form_data(request)[0]),
        act=lambda data: open_ballot(ballot=ballot, by=request.person, now=request.now),
        title="Open the ballot",
        intro=f"The roll, the weights, the voting rule and the texts are frozen, and every practice is told. {begins} "
        "None of it can be changed afterwards.",
        button="Open the ballot",
        done="The ballot is open. Every representative has been told.",
        blockers=missing,
    )


@officer_page
def ballot_discard(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Gives the draft up."""
    ballot = found(request, ccg, number)
    return _act_page(
        request,
        ballot,
        form=PlainForm(form_data(request)[0]),
        act=lambda data: discard_draft(ballot=ballot, by=request.person, now=request.now),
        title="Give up this draft",
        intro="The draft goes. That it existed, and what it said, stays in the history.",
        button="Give up the draft",
        done="The draft was given up.",
        then=f"{ccg.url}ballots/",
    )
