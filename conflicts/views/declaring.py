"""The guided declaration: one question per page, everything to check, then sent (F-50)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request
from cocommission.shared.clock import london
from cocommission.shared.forms.carried import CARRIED, answers_so_far, carry
from cocommission.shared.pages import url_to
from cocommission.shared.rules.shown import stands_for
from cocommission.shared.views.sending import number_of, require_shown, session_only
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.interests import declare_with_body
from conflicts.forms.interests import (
    NONE,
    TYPED,
    DetailsForm,
    KindForm,
    LateForm,
    OrganisationForm,
    RelationshipForm,
    SearchForm,
    SendForm,
    TypedBodyForm,
)
from conflicts.queries.declarations import standing_of
from conflicts.rules.interests import DeclarationFacts
from conflicts.rules.lateness import Lateness, lateness, lateness_blockers
from conflicts.terms import BodyKind, Capacity, InterestType, Occasion, Relationship
from conflicts.views.declaring_pages import Whom

Answers = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One page: its form, the answer without which it is not done, and when it is asked at all."""

    name: str
    form: type[forms.Form]
    needs: str
    asked: Callable[[Answers, date], bool] = lambda given, today: True


def clocks(given: Answers, today: date) -> Lateness | None:
    """Both clocks of what was typed so far; None before the dates are known."""
    if not given.get("arose_on") or not given.get("aware_on"):
        return None
    return lateness(date.fromisoformat(given["arose_on"]), date.fromisoformat(given["aware_on"]), today)


def _is_late(given: Answers, today: date) -> bool:
    found = clocks(given, today)
    return found is not None and found.late


STEPS = (
    Step("type", KindForm, "kind"),
    Step("relationship", RelationshipForm, "relationship_words", lambda given, _: given.get("kind") == "INDIRECT"),
    Step("organisation", OrganisationForm, "body"),
    Step("new-organisation", TypedBodyForm, "body_name", lambda given, _: given.get("body") == TYPED),
    Step("details", DetailsForm, "consent"),
    Step("late", LateForm, "late_reason", _is_late),
)
NAMES = tuple(step.name for step in STEPS)


def _today(request: Request) -> date:
    return london(request.now).date()


def _unanswered(given: Answers, today: date) -> Step | None:
    """The first page that is asked and has no answer."""
    return next((step for step in STEPS if step.asked(given, today) and not given.get(step.needs)), None)


def _kept(cleaned: Answers) -> Answers:
    """What a session can hold: days as texts."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in cleaned.items()}


def _form(request: Request, step: Step, given: Answers) -> forms.Form:
    more: Answers = {}
    if step.form is OrganisationForm:
        kept = (given["body"], given.get("body_words") or given["body"]) if given.get("body") else None
        more = {"search": _searched(request, given), "kept": kept}
    elif step.form is DetailsForm:
        more = {"today": _today(request)}
    form = step.form(form_data(request)[0], initial=given, **more)
    if step.form is KindForm and "change" in request.GET:
        del form.fields["search"]  # the organisation is changed on its own page
    return form


def _searched(request: Request, given: Answers) -> str:
    """What to search for: what was typed on this page, else on the first one."""
    return str(request.GET.get("q", given.get("search", "")))


def crumbs(ccg: CCG, whom: Whom) -> list[tuple[str, str]]:
    """Where the page is."""
    where = ("My interests", whom.url) if whom.own else (f"Interests of {whom.person.name}", whom.url)
    who = [] if whom.own else [("Who declares", url_to("declarants", ccg))]
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", url_to("registers", ccg)), *who, where]


@session_only
def declare_step(request: Request, ccg: CCG, whom: Whom, step: str) -> HttpResponse:
    """One question; nothing is recorded before the last page. `?new=1` starts afresh."""
    if step not in NAMES:
        raise Http404("There is no such page.")
    key, today = whom.key(ccg), _today(request)
    if "new" in request.GET and request.method != "POST":
        request.session.pop(key, None)
        return redirect(whom.step(NAMES[0]))
    given = answers_so_far(request, key)
    page = STEPS[NAMES.index(step)]
    asked = [one for one in STEPS if one.asked(given, today)]
    if page not in asked:
        return redirect(whom.step((_unanswered(given, today) or STEPS[0]).name))
    form = _form(request, page, given)

    def keep(cleaned: Answers) -> None:
        given.update(_kept(cleaned))
        request.session[key] = given

    if submitted(request, form, keep, beside=(CARRIED,)):
        later = [one for one in STEPS[NAMES.index(step) + 1 :] if one.asked(given, today)]
        missing = _unanswered(given, today)
        if "change" in request.GET:
            return redirect(whom.step(missing.name if missing else "check"))
        return redirect(whom.step(later[0].name if later else "check"))
    index = asked.index(page)
    back = whom.step("check") if "change" in request.GET else (
        whom.step(asked[index - 1].name) if index else whom.url
    )  # fmt: skip
    context = {
        "ccg": ccg,
        "whom": whom,
        "form": form,
        "carried": carry(request, key),
        "step": step,
        "search": SearchForm(initial={"q": _searched(request, given)}) if step == "organisation" else None,
        "searched": _searched(request, given),
        "clocks": clocks(given, today) if step == "late" else None,
        "changing": "change" in request.GET,
        "back": back,
        "breadcrumbs": crumbs(ccg, whom),
    }
    return render(request, "conflicts/declare_step.jinja", context)


def occasion_of(whom: Whom, ccg: CCG, request: Request) -> Occasion:
    """Why a declaration is made now: what is asked of the person, else a change."""
    found = standing_of(whom.person, ccg, request.now)
    return found.asked.occasion if found.asked is not None and found.wanted else Occasion.CHANGE


def _declaration(given: Answers, today: date) -> Answers:
    """The session's texts as the action takes them."""
    last_day = given.get("last_day")
    indirect = given["kind"] == InterestType.INDIRECT
    typed = None
    if given["body"] == TYPED:
        typed = {
            "kind": given["body_kind"],
            "name": given["body_name"],
            "ods_code": given.get("body_ods_code", ""),
            "company_number": given.get("body_company_number", ""),
        }
    return {
        "body_key": "" if given["body"] in (TYPED, NONE) else given["body"],
        "typed": typed,
        "facts": DeclarationFacts(
            kind=given["kind"],
            relationship=given.get("relationship", "") if indirect else "",
            relationship_words=given.get("relationship_words", "") if indirect else "",
            capacity=given["capacity"],
            description=given["description"],
            arose_on=date.fromisoformat(given["arose_on"]),
            aware_on=date.fromisoformat(given["aware_on"]),
            ended_on=date.fromisoformat(last_day) + timedelta(days=1) if last_day else None,
            late_reason=given.get("late_reason", "") if _is_late(given, today) else "",
            consent_to_publish=given["consent"] == "yes",
            consent_reason=given.get("consent_reason", ""),
        ),
    }


def _body_words(given: Answers) -> str:
    if given["body"] == NONE:
        return "None"
    if given["body"] != TYPED:
        return str(given.get("body_words") or given["body"])
    codes = [given.get("body_ods_code", ""), given.get("body_company_number", "")]
    return ", ".join([given["body_name"], str(BodyKind(given["body_kind"]).label), *(code for code in codes if code)])


def declare_check(request: PersonRequest, ccg: CCG, whom: Whom) -> HttpResponse:
    """Everything once more with both clocks; sending puts it on the register."""
    key, today = whom.key(ccg), _today(request)
    form = SendForm(form_data(request)[0])
    given = answers_so_far(request, key)
    missing = _unanswered(given, today)
    if missing is not None:
        return redirect(whom.step(missing.name))
    sent: list[Any] = []
    shown = stands_for(given)

    def send(cleaned: Answers) -> None:
        require_shown(request, shown)
        sent.append(
            declare_with_body(
                ccg=ccg,
                person=whom.person,
                occasion=occasion_of(whom, ccg, request),
                form_token=number_of(request),
                by=request.person,
                now=request.now,
                **_declaration(given, today),
                **cleaned,
            )
        )

    if submitted(request, form, send, beside=("shown", CARRIED)):
        request.session.pop(key, None)
        return redirect(url_to(f"{whom.page}-done", whom, number=sent[0].number))
    found = clocks(given, today)
    context = {
        "ccg": ccg,
        "whom": whom,
        "form": form,
        "carried": carry(request, key),
        "shown": shown,
        "given": given,
        "kind_name": InterestType(given["kind"]).label,
        "relationship_name": Relationship(given["relationship"]).label if given["kind"] == "INDIRECT" else "",
        "capacity_name": Capacity(given["capacity"]).label,
        "body_words": _body_words(given),
        "days": {
            name: date.fromisoformat(given[name]) for name in ("arose_on", "aware_on", "last_day") if given.get(name)
        },
        "clocks": found,
        "warnings": lateness_blockers(found, given.get("late_reason", "")) if found else [],
        "breadcrumbs": crumbs(ccg, whom),
    }
    return render(request, "conflicts/declare_check.jinja", context)
