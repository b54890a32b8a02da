"""The LMC's answer: one question per page, then everything to check, then sent."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.models import LMC
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, lmc_page
from cocommission.shared.forms.carried import CARRIED, answers_so_far, carry
from cocommission.shared.rules.shown import stands_for
from cocommission.shared.views.sending import number_of, require_shown, session_only
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.consultation_answers import answer_consultation
from votes.forms.consultation_answers import CommentsForm, ConsultedForm, OpinionForm, SendAnswerForm
from votes.models import Consultation, ConsultationAnswer
from votes.queries.consultation_facts import AnswerFact, ConsultationFact
from votes.queries.consultation_people import answerer
from votes.queries.consultations import fact
from votes.rules.consultations import answer_blockers
from votes.rules.facts import OpinionFacts
from votes.terms.consultations import ConsultationState, Opinion
from votes.views.lmc_consultations import asked, crumbs


@dataclass(frozen=True)
class Step:
    """One page of the answer."""

    name: str
    form: type[forms.Form]
    fields: tuple[str, ...]


STEPS = (
    Step("consulted", ConsultedForm, ("consulted_properly", "consulted_text")),
    Step("opinion", OpinionForm, ("opinion", "opinion_text")),
    Step("comments", CommentsForm, ("comments",)),
)
ANSWERED = (
    "After you opened this page, your LMC sent an answer or you changed yours in another window. "
    "Check your answers below, then send them."
)


def _key(consultation: Consultation) -> str:
    return f"lmc-answer-{consultation.pk}"


def _given(request: Request, consultation: Consultation, found: ConsultationFact) -> dict[str, Any]:
    """What was typed so far; a revision starts from the answer that counts, a late one from the last late one."""
    kept = answers_so_far(request, _key(consultation))
    if kept:
        return kept
    return typed_before(found.answers[-1]) if found.answers else {}


def typed_before(last: ConsultationAnswer | AnswerFact) -> dict[str, Any]:
    """An answer as its forms would give it."""
    return {
        "consulted_properly": "yes" if last.consulted_properly else "no",
        "consulted_text": last.consulted_text,
        "opinion": last.opinion,
        "opinion_text": last.opinion_text,
        "comments": last.comments,
    }


def _address(name: str, lmc: LMC, pk: int) -> str:
    return reverse(name, args=[lmc.code, pk])


@session_only
@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_answer(request: PersonRequest, lmc: LMC, pk: int, step: str) -> HttpResponse:
    """One question of the answer; nothing is recorded before the last page."""
    consultation = asked(lmc, pk)
    found = fact(consultation, request.now)
    index = next(number for number, known in enumerate(STEPS) if known.name == step)
    given = _given(request, consultation, found)
    form = STEPS[index].form(form_data(request)[0], initial=given)

    def keep(cleaned: dict[str, Any]) -> None:
        request.session[_key(consultation)] = {**given, **cleaned}

    if submitted(request, form, keep, beside=(CARRIED,)):
        later = STEPS[index + 1 :]
        if later and "change" not in request.GET:
            return redirect(reverse("lmc-answer", args=[lmc.code, pk, later[0].name]))
        return redirect(_address("lmc-answer-check", lmc, pk))
    context = {
        "lmc": lmc,
        "c": found,
        "form": form,
        "carried": carry(request, _key(consultation)),
        "number": index + 1,
        "of": len(STEPS),
        "blockers": answer_blockers(answerer(consultation, request.person, request.now), state=found.state),
        "back": reverse("lmc-answer", args=[lmc.code, pk, STEPS[index - 1].name]) if index else found.lmc_url,
        "breadcrumbs": crumbs(lmc, (found.title, found.lmc_url)),
    }
    return render(request, "votes/lmc_answer.jinja", context)


@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_answer_check(request: PersonRequest, lmc: LMC, pk: int) -> HttpResponse:
    """Everything once more, with the papers and their hashes; sending records the answer."""
    consultation = asked(lmc, pk)
    found = fact(consultation, request.now)
    form = SendAnswerForm(form_data(request)[0], initial={"papers_digest": found.papers_digest})
    given = _given(request, consultation, found)
    for step in STEPS[:2]:
        if not given.get(step.fields[0]):
            return redirect(reverse("lmc-answer", args=[lmc.code, pk, step.name]))

    shown = stands_for([given, len(found.answers)])

    def send(cleaned: dict[str, Any]) -> None:
        require_shown(request, shown, ANSWERED)
        answer_consultation(
            consultation=consultation,
            facts=OpinionFacts(**{**given, "consulted_properly": given["consulted_properly"] == "yes"}),
            form_token=number_of(request),
            by=request.person,
            now=request.now,
            **cleaned,
        )

    if submitted(request, form, send, beside=("shown", CARRIED)):
        request.session.pop(_key(consultation), None)
        return redirect(_address("lmc-answer-done", lmc, pk))
    if form.is_bound:  # the papers may have changed: the next try is bound to what this page shows
        found = fact(asked(lmc, pk), request.now)
        form.data = {**request.POST.dict(), "papers_digest": found.papers_digest}
    context = {
        "lmc": lmc,
        "c": found,
        "form": form,
        "carried": carry(request, _key(consultation)),
        "given": given,
        "shown": shown,
        "opinion_name": Opinion(given["opinion"]).label,
        "late": found.state == ConsultationState.CLOSED,
        "blockers": answer_blockers(answerer(consultation, request.person, request.now), state=found.state),
        "breadcrumbs": crumbs(lmc, (found.title, found.lmc_url)),
    }
    return render(request, "votes/lmc_answer_check.jinja", context)


@require_safe
@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_answer_done(request: PersonRequest, lmc: LMC, pk: int) -> HttpResponse:
    """The answer is recorded."""
    found = fact(asked(lmc, pk), request.now)
    if not found.answers:
        return redirect(found.lmc_url)
    context = {"lmc": lmc, "c": found, "answer": found.answers[-1], "breadcrumbs": crumbs(lmc)}
    return render(request, "votes/lmc_answer_done.jinja", context)
