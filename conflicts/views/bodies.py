"""Organisations in which people have interests: the list, one with its ties, and adding one (F-44)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.bodies import find_or_add_body
from conflicts.forms.ties import BodyForm, SearchForm
from conflicts.models import Body
from conflicts.queries.body_pages import bodies_of, body_page, counts_of

KEEP = Permission.KEEP_REGISTERS
READERS = (KEEP, Permission.REVIEW_DECLARATIONS, Permission.GUARD_CONFLICTS, Permission.RUN_COMMITTEES)


def url_of(ccg: CCG, body: Body | None = None) -> str:
    """The list, or the page of one organisation."""
    return url_to("bodies", ccg) if body is None else url_to("body", ccg, pk=body.pk)


def crumbs(ccg: CCG, body: Body | None = None) -> list[tuple[str, str]]:
    """Where the page is."""
    found = [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", url_to("registers", ccg))]
    found += [("Organisations", url_of(ccg))]
    return [*found, (str(body.name), url_of(ccg, body))] if body is not None else found


def body_of(pk: int) -> Body:
    """The organisation, also one that is joined to another; 404 where there is none."""
    body: Body = get_object_or_404(Body.objects.select_related("same_as", "practice"), pk=pk)
    return body


@require_safe
@ccg_page(*READERS)
def body_list(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """The CCG's practices and every organisation that is no practice, or what a search finds."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    page = page_of(bodies_of(ccg, london(request.now).date(), text), request)
    context = {
        "ccg": ccg,
        "form": form,
        "text": text,
        "page": page,
        "counts": counts_of(ccg, page),
        "base": url_of(ccg),
        "may_keep": request.may(KEEP, ccg),
        "breadcrumbs": crumbs(ccg)[:-1],
    }
    return render(request, "conflicts/bodies.jinja", context)


@require_safe
@ccg_page(*READERS)
def body_detail(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """One organisation with its dated ties; people and interests only of this CCG."""
    body = body_of(pk)
    if body.same_as is not None:
        return redirect(url_of(ccg, body.same_as))
    context = {
        "ccg": ccg,
        "found": body_page(ccg, body),
        "body": body,
        "base": url_of(ccg),
        "here": url_of(ccg, body),
        "today": london(request.now).date(),
        "may_keep": request.may(KEEP, ccg),
        "everything": request.may(KEEP, ccg) or request.may(Permission.GUARD_CONFLICTS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/body.jinja", context)


@ccg_page(KEEP)
def body_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Adds an organisation; one that is known already is opened."""
    form = BodyForm(form_data(request)[0])
    made: list[Body] = []
    if submitted(request, form, lambda c: made.append(find_or_add_body(by=request.person, now=request.now, **c))):
        return redirect(url_of(ccg, made[0]))
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Add an organisation",
        "caption": ccg.name,
        "button": "Add it",
        "back": url_of(ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "forms/act.jinja", context)
