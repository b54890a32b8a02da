"""The officer's lists: every entry, who has not declared, and who has to declare."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.actions.people import invite_person
from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import LONDON, london
from cocommission.shared.paging import page_of
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.declarants import add_declarant, end_declarant, mark_decision_maker
from conflicts.forms.declarants import DecisionMakerForm, DeclarantEndForm, DeclarantForm, DeclarationFilterForm
from conflicts.models import Declarant
from conflicts.models.interests import PRIVATE
from conflicts.queries.declarations import asked_of, declarants_of, overdue, people_waiting, unique_people, working_list
from conflicts.rules.lateness import lateness

KEEP = Permission.KEEP_REGISTERS


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", f"{ccg.url}registers/"), *more]


@require_safe
@ccg_page(*PRIVATE)
def declarations(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Every entry, the newest first, with filters."""
    form = DeclarationFilterForm(request.GET or None)
    today = london(request.now).date()
    page = page_of(working_list(ccg, filters=form.wanted, on=today), request, per_page=50)
    rows = [(row, lateness(row.arose_on, row.aware_on, london(row.declared_at).date())) for row in page]
    context = {
        "ccg": ccg,
        "form": form,
        "page": page,
        "rows": rows,
        "filtered": bool(form.wanted),
        "waiting": people_waiting(ccg),
        "today": today,
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
    context = {
        "ccg": ccg,
        "page": page_of(found, request, per_page=100),
        "people": unique_people(found),
        "makers": unique_people([row for row in found if row.decision_maker]),
        "may_keep": request.may(KEEP, ccg),
        "breadcrumbs": crumbs(ccg, ("Declarations", f"{ccg.url}registers/declarations/")),
    }
    return render(request, "conflicts/declarations_overdue.jinja", context)


@require_safe
@ccg_page(KEEP)
def declarants(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Everybody who has to declare today, with what is asked of them next."""
    text = request.GET.get("text", "").replace("\x00", " ").strip()[:100]
    rows = declarants_of(ccg, request.now)
    if text:
        rows = rows.filter(person__name__icontains=text)
    page = page_of(rows, request, per_page=100)
    context = {
        "ccg": ccg,
        "page": page,
        "rows": [(row, asked_of(row)) for row in page],
        "text": text,
        "now": request.now,
        "breadcrumbs": crumbs(ccg, ("Declarations", f"{ccg.url}registers/declarations/")),
    }
    return render(request, "conflicts/declarants.jinja", context)


def _start_of(on: Any) -> datetime:
    return datetime.combine(on, time(), LONDON)


def _form_page(request: Request, ccg: CCG, form: Any, **more: Any) -> HttpResponse:
    here = ("Who declares", f"{ccg.url}registers/declarants/")
    context = {"ccg": ccg, "form": form, "breadcrumbs": crumbs(ccg, here), "back": here[1], **more}
    return render(request, "conflicts/declarant_form.jinja", context)


@ccg_page(KEEP)
def declarant_add(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Puts somebody on the list; somebody new is invited."""
    form = DeclarantForm(form_data(request)[0])

    def add(cleaned: dict[str, Any]) -> None:
        person = invite_person(
            email=cleaned["email"], name=cleaned["name"], organisation=ccg, by=request.person, now=request.now
        )
        add_declarant(
            ccg=ccg,
            person=person,
            position=cleaned["position"],
            group=cleaned["group"],
            decision_maker=cleaned["decision_maker"] == "yes",
            starts_at=_start_of(cleaned["starts_on"]),
            by=request.person,
            now=request.now,
        )

    if submitted(request, form, add):
        return redirect(f"{ccg.url}registers/declarants/")
    return _form_page(
        request,
        ccg,
        form,
        title="Add somebody who declares",
        button="Add to the list",
        says="Holders of posts in the CCG and in its practices are added by themselves, members of committees with "
        "their seat. Add everybody else: partners of member practices, embedded staff, clinical leads, advisers.",
    )


def _row(ccg: CCG, pk: int) -> Declarant:
    return get_object_or_404(Declarant.objects.select_related("person", "ccg"), ccg=ccg, pk=pk)


@ccg_page(KEEP)
def declarant_end(request: PersonRequest, ccg: CCG, declarant: int) -> HttpResponse:
    """Ends a position."""
    row = _row(ccg, declarant)
    form = DeclarantEndForm(form_data(request)[0])

    def end(cleaned: dict[str, Any]) -> None:
        ends_at = _start_of(cleaned["last_day"] + timedelta(days=1))
        end_declarant(declarant=row, ends_at=ends_at, reason=cleaned["reason"], by=request.person, now=request.now)

    if submitted(request, form, end):
        return redirect(f"{ccg.url}registers/declarants/")
    says = "The person is asked no more from the day after. What they declared stays on the register."
    return _form_page(
        request,
        ccg,
        form,
        title=f"End the position of {row.person.name}",
        row=row,
        button="Save the last day",
        says=says,
    )


@ccg_page(KEEP)
def declarant_decides(request: PersonRequest, ccg: CCG, declarant: int) -> HttpResponse:
    """Says whether somebody takes decisions, on which publication depends from June 2017."""
    row = _row(ccg, declarant)
    form = DecisionMakerForm(form_data(request)[0], initial={"decision_maker": "yes" if row.decision_maker else "no"})

    def mark(cleaned: dict[str, Any]) -> None:
        mark_decision_maker(
            declarant=row,
            decision_maker=cleaned["decision_maker"] == "yes",
            reason=cleaned["reason"],
            by=request.person,
            now=request.now,
        )

    if submitted(request, form, mark):
        return redirect(f"{ccg.url}registers/declarants/")
    says = "From 16 June 2017 a CCG may publish the entries of decision-makers only."
    return _form_page(request, ccg, form, title=f"Decisions of {row.person.name}", row=row, button="Save", says=says)
