"""Pages on which a draft is written, one thing each, and the page that opens it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.clock import moment
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import bind_rule, discard_draft, edit_draft, join_group, remove_question, save_question
from votes.forms.ballots import AboutForm, GroupForm, QuestionForm, RuleForm, TimesForm, UnrepresentedForm
from votes.models import Ballot, Question
from votes.queries.ballots import missing_before_opening
from votes.rules import ballot_acts as acts
from votes.rules.facts import QuestionFacts
from votes.views.ballot_pages import BALLOT, found, list_of


def _about(request: PersonRequest, ballot: Ballot) -> dict[str, Any]:
    again = ballot.re_ballot_of_id is not None
    names = ("title", "background", *(["what_changed"] if again else []))
    return {"initial": {name: getattr(ballot, name) for name in names}, "again": again}


ballot_about = act_view(
    ActPage(act=acts.ABOUT, place=BALLOT, does=edit_draft, form=AboutForm, fill=_about, button="Save", done="Saved.")
)
ballot_times = act_view(
    ActPage(
        act=acts.TIMES,
        place=BALLOT,
        does=edit_draft,
        form=TimesForm,
        fill=lambda request, ballot: {"initial": {"opens_at": ballot.opens_at, "closes_at": ballot.closes_at}},
        button="Save",
        done="Times saved.",
    )
)
ballot_unrepresented = act_view(
    ActPage(
        act=acts.UNREPRESENTED,
        place=BALLOT,
        does=edit_draft,
        form=UnrepresentedForm,
        fill=lambda request, ballot: {"initial": {"unrepresented_reason": ballot.unrepresented_reason}},
        button="Save",
        done="Saved.",
    )
)
ballot_rule = act_view(
    ActPage(
        act=acts.RULE,
        place=BALLOT,
        does=bind_rule,
        form=RuleForm,
        fill=lambda request, ballot: {"ccg": ballot.ccg, "initial": {"constitution": ballot.constitution_id}},
        button="Save",
        done="The voting rule is copied from the constitution.",
    )
)
ballot_group = act_view(
    ActPage(
        act=acts.TOGETHER,
        place=BALLOT,
        does=join_group,
        form=GroupForm,
        fill=lambda request, ballot: {"initial": {"name": ballot.group.name if ballot.group else ""}},
        button="Save",
        done="Saved.",
    )
)
QUESTION = ActPage(
    act=acts.QUESTION,
    place=BALLOT,
    does=save_question,
    form=QuestionForm,
    facts=QuestionFacts,
    fill=lambda request, ballot: {"ccg": ballot.ccg},
    button="Save the question",
    done="Question saved.",
)
REMOVE = ActPage(
    act=acts.QUESTION,
    place=BALLOT,
    does=lambda ballot, **given: remove_question(**given),
    button="Remove the question",
    done="The question is removed.",
)


def _question(ballot: Ballot, number: int) -> Question:
    row = next((one for one in ballot.questions.all() if one.number == number), None)
    if row is None:
        raise Http404(f"This draft has no question {number}.")
    return row


def _typed(question: Question) -> dict[str, Any]:
    """A question as its form would give it."""
    proposals = [option for option in question.choices if option.models]
    return {
        "kind": question.kind,
        "text": question.text,
        "models": sorted({model for option in proposals for model in option.models}),
        "as_choice": "no" if len(proposals) == 1 and len(proposals[0].models) > 1 else "yes",
        "constitution": question.constitution_id,
    }


@ccg_page(Permission.RUN_BALLOTS)
def ballot_question(request: PersonRequest, ccg: CCG, number: int, question: int = 0) -> HttpResponse:
    """Adds a question, or rewrites one."""
    ballot = found(request, ccg, number)
    if not question:
        return act_page(request, QUESTION, ballot)
    row = _question(ballot, question)
    return act_page(
        request,
        QUESTION,
        ballot,
        fill={"initial": _typed(row)},
        shown={"title": f"Question {row.number}"},
        question=row,
    )


@ccg_page(Permission.RUN_BALLOTS)
def ballot_question_remove(request: PersonRequest, ccg: CCG, number: int, question: int) -> HttpResponse:
    """Takes a question out."""
    ballot = found(request, ccg, number)
    row = _question(ballot, question)
    return act_page(
        request, REMOVE, ballot, shown={"title": f"Remove question {row.number}", "intro": row.text}, question=row
    )


def _before_opening(ballot: Ballot) -> str:
    begins = f"Voting begins {moment(ballot.opens_at)}." if ballot.opens_at else "Voting begins at once."
    return (
        f"The roll, the weights, the voting rule and the texts are frozen, and every practice is told. {begins} "
        "You cannot change any of it afterwards."
    )


ballot_open = act_view(
    ActPage(
        act=acts.OPEN,
        place=BALLOT,
        does=open_ballot,
        intro=_before_opening,
        done="The ballot is open. Every representative has been told.",
        barred=lambda request, ballot: missing_before_opening(ballot, request.now),
    )
)
ballot_discard = act_view(
    ActPage(
        act=acts.DISCARD,
        place=BALLOT,
        does=discard_draft,
        intro="The draft is deleted. Its history is kept.",
        button="Delete the draft",
        done="The draft was deleted.",
        then=list_of,
    )
)
