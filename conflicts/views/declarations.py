"""The officer's lists: every entry, who has not declared, and who has to declare."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.actions.people import invite_person
from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, Place, act_page, act_view
from cocommission.shared.clock import day, london, moment
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.declarants import add_declarant, end_declarant, mark_decision_maker
from conflicts.forms.declarants import DecisionMakerForm, DeclarantEndForm, DeclarantForm, DeclarationFilterForm
from conflicts.models import Declarant
from conflicts.models.interests import PRIVATE
from conflicts.queries.declarations import overdue, people_waiting, unique_people
from conflicts.rules import declarant_acts as acts
from conflicts.rules.declarants import PositionFacts
from conflicts.views.lists import (
    DECLARANTS,
    DECLARATIONS,
    OVERDUE,
    declarant_cells,
    declarants_seen,
    declaration_cells,
    declarations_seen,
    name_asked,
    overdue_cells,
)

KEEP = Permission.KEEP_REGISTERS


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", url_to("registers", ccg)), *more]


@require_safe
@ccg_page(*PRIVATE)
def declarations(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Every entry, the newest first, with filters."""
    form = DeclarationFilterForm(request.GET or None)
    page = page_of(declarations_seen(request, ccg), request, per_page=50)
    context = {
        "ccg": ccg,
        "form": form,
        "page": page,
        "declarations": DECLARATIONS.table(page, declaration_cells(london(request.now).date())),
        "filtered": bool(form.wanted),
        "waiting": people_waiting(ccg),
        "may_keep": request.may(KEEP, ccg),
        "may_review": request.may(Permission.REVIEW_DECLARATIONS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/declarations.jinja", context)


@require_safe
@ccg_page(*PRIVATE)
def declarations_overdue(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Who was asked for their interests and has not answered in time, the longest overdue first."""
    found = overdue(ccg, request.now)
    page = page_of(found, request, per_page=100)
    context = {
        "ccg": ccg,
        "page": page,
        "overdue": OVERDUE.table(page, overdue_cells(request, ccg)),
        "people": unique_people(found),
        "makers": unique_people([row for row in found if row.decision_maker]),
        "breadcrumbs": crumbs(ccg, ("Declarations", url_to("declarations", ccg))),
    }
    return render(request, "conflicts/declarations_overdue.jinja", context)


@require_safe
@ccg_page(KEEP)
def declarants(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Everybody who has to declare today, with what is asked of them next."""
    page = page_of(declarants_seen(request, ccg), request, per_page=100)
    context = {
        "ccg": ccg,
        "page": page,
        "declarants": DECLARANTS.table(page, declarant_cells(ccg, request.now)),
        "text": name_asked(request),
        "breadcrumbs": crumbs(ccg, ("Declarations", url_to("declarations", ccg))),
    }
    return render(request, "conflicts/declarants.jinja", context)


LIST = "Who declares"
DECLARANT = Place(
    noun="declarant",
    find=lambda request, ccg, declarant: get_object_or_404(
        Declarant.objects.select_related("person", "ccg"), ccg=ccg, pk=declarant
    ),
    crumbs=lambda declarant: crumbs(declarant.ccg, (LIST, declarant.url)),
    caption=lambda declarant: (
        f"{declarant}, since {day(declarant.starts_at)}"
        + (f", until {moment(declarant.ends_at)}" if declarant.ends_at else "")
    ),
)


@ccg_page(KEEP)
def declarant_add(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Puts somebody on the list; somebody new is invited."""
    form = DeclarantForm(form_data(request)[0])
    back = url_to("declarants", ccg)

    def add(cleaned: dict[str, Any]) -> None:
        who = {"email": cleaned.pop("email"), "name": cleaned.pop("name")}
        person = invite_person(organisation=ccg, by=request.person, now=request.now, **who)
        add_declarant(ccg=ccg, person=person, facts=PositionFacts(**cleaned), by=request.person, now=request.now)

    if submitted(request, form, lambda cleaned: add(dict(cleaned))):
        return redirect(back)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Add a person who declares",
        "caption": ccg.name,
        "intro": "People in post and committee members are added automatically. Add everyone else: partners of "
        "member practices, embedded staff, clinical leads and advisers.",
        "button": "Add to the list",
        "back": back,
        "breadcrumbs": crumbs(ccg, (LIST, back)),
    }
    return render(request, "forms/act.jinja", context)


END = ActPage(
    act=acts.END,
    place=DECLARANT,
    does=end_declarant,
    form=DeclarantEndForm,
    intro="From the next day the person is not asked to declare. Their declarations stay on the register.",
    button="Save the last day",
    done="The last day is recorded.",
)
declarant_decides = act_view(
    ActPage(
        act=acts.DECIDES,
        place=DECLARANT,
        does=mark_decision_maker,
        form=DecisionMakerForm,
        fill=lambda request, declarant: {"initial": {"decision_maker": "yes" if declarant.decision_maker else "no"}},
        intro="From 16 June 2017 a CCG may publish the entries of decision-makers only.",
        button="Save",
        done="The answer is recorded.",
    )
)


@ccg_page(KEEP)
def declarant_end(request: PersonRequest, ccg: CCG, declarant: int) -> HttpResponse:
    """Ends a position."""
    return act_page(request, END, DECLARANT.find(request, ccg, declarant))
