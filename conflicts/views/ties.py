"""Organisations in which people have interests, and the ties between them, for those who keep the registers (F-44)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG, MemberPractice
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.forms import ReasonForm
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.rules.names import readable
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.bodies import body_of_practice, find_or_add_body
from conflicts.actions.ties import end_link, end_work, join_bodies, part_bodies, record_link, record_work
from conflicts.forms.ties import BodyForm, EndForm, JoinForm, LinkForm, SearchForm, WorkForm
from conflicts.models import Body, BodyLink, WorkLink
from conflicts.queries.bodies import FoundBody, search_bodies
from conflicts.queries.body_pages import bodies_of, body_page, counts_of
from conflicts.queries.people import people_of

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


def _body(pk: int) -> Body:
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
    body = _body(pk)
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


def _form_page(request: Request, ccg: CCG, body: Body | None, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {
        "ccg": ccg,
        "form": form,
        "title": title,
        "caption": readable(body.name if body is not None else ccg.name),
        "back": url_of(ccg, body),
        "breadcrumbs": crumbs(ccg, body),
        **more,
    }
    return render(request, "conflicts/tie_form.jinja", context)


@ccg_page(KEEP)
def body_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Adds an organisation; one that is known already is opened."""
    form = BodyForm(form_data(request)[0])
    made: list[Body] = []
    if submitted(request, form, lambda c: made.append(find_or_add_body(by=request.person, now=request.now, **c))):
        return redirect(url_of(ccg, made[0]))
    return _form_page(request, ccg, None, form, "Add an organisation", button="Add it")


def _search(request: Request) -> tuple[str, list[FoundBody]]:
    text = (request.GET.get("q") or "")[:100]
    return text, search_bodies(text) if text.strip() else []


def _made(other: Body | MemberPractice, request: Request) -> Body:
    if isinstance(other, MemberPractice):
        return body_of_practice(other, by=request.person, now=request.now)
    return other


def _link(request: PersonRequest, ccg: CCG, body: Body, cleaned: dict[str, Any]) -> None:
    other = _made(cleaned.pop("other"), request)
    holder, held = (body, other) if cleaned.pop("direction") == "holds" else (other, body)
    record_link(ccg=ccg, holder=holder, held=held, by=request.person, now=request.now, **cleaned)


@ccg_page(KEEP)
def body_link_new(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Records a stake: first the other organisation is looked for, then the rest is asked."""
    body = _body(pk)
    text, found = _search(request)
    form = LinkForm(form_data(request)[0], found=found)
    if submitted(request, form, lambda cleaned: _link(request, ccg, body, dict(cleaned))):
        return redirect(url_of(ccg, body))
    return _form_page(
        request, ccg, body, form, "Record a stake", button="Record it", search=SearchForm({"q": text}), text=text,
        found=found, base=url_of(ccg),
    )  # fmt: skip


@ccg_page(KEEP)
def body_join(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Says that this entry is another one."""
    body = _body(pk)
    text, found = _search(request)
    form = JoinForm(form_data(request)[0], found=[each for each in found if each.key != f"body:{body.pk}"])

    def act(cleaned: dict[str, Any]) -> None:
        into = _made(cleaned["other"], request)
        join_bodies(ccg=ccg, body=body, into=into, reason=cleaned["reason"], by=request.person, now=request.now)

    if submitted(request, form, act):
        return redirect(url_of(ccg, body))
    return _form_page(
        request, ccg, body, form, "This is the same organisation as", button="Join the two",
        search=SearchForm({"q": text}),
        text=text, found=found, base=url_of(ccg),
    )  # fmt: skip


@ccg_page(KEEP)
def body_part(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Takes a joining back."""
    body = _body(pk)
    if body.same_as is None and request.method != "POST":
        raise Http404("This entry is not joined to another.")
    words = {
        "label": "How you know they are different organisations",
        "missing": "Enter how you know they are two different people",
    }
    form = ReasonForm(form_data(request)[0], **words)

    def act(cleaned: dict[str, Any]) -> None:
        part_bodies(ccg=ccg, body=body, reason=cleaned["reason"], by=request.person, now=request.now)

    if submitted(request, form, act):
        return redirect(url_of(ccg, body))
    title = f"{body.name} is not {body.same_as.name}" if body.same_as else "Separate the two"
    return _form_page(request, ccg, body.same_as or body, form, title, button="Separate them")


@ccg_page(KEEP)
def body_link_end(request: PersonRequest, ccg: CCG, pk: int, link: int) -> HttpResponse:
    """Ends a stake with a date."""
    body = _body(pk)
    row = BodyLink.objects.select_related("holder", "held").filter(pk=link).first()
    if row is None or body.pk not in {each.same_as_id or each.pk for each in (row.holder, row.held)}:
        raise Http404("This organisation has no such stake.")
    form = EndForm(form_data(request)[0], initial={"to_on": row.to_on})

    def act(cleaned: dict[str, Any]) -> None:
        end_link(ccg=ccg, link=row, by=request.person, now=request.now, **cleaned)

    if submitted(request, form, act):
        return redirect(url_of(ccg, body))
    return _form_page(request, ccg, body, form, "End a stake", button="End it", intro=str(row))


@ccg_page(KEEP)
def body_work_new(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Records where somebody of this CCG works, whether or not they declared it."""
    body = _body(pk)
    form = WorkForm(form_data(request)[0], people=people_of(ccg))

    def act(cleaned: dict[str, Any]) -> None:
        record_work(ccg=ccg, body=body, by=request.person, now=request.now, **cleaned)

    if submitted(request, form, act):
        return redirect(url_of(ccg, body))
    return _form_page(request, ccg, body, form, "Record where a person works", button="Record it")


@ccg_page(KEEP)
def body_work_end(request: PersonRequest, ccg: CCG, pk: int, work: int) -> HttpResponse:
    """Ends where somebody works with a date."""
    body = _body(pk)
    row = WorkLink.objects.select_related("person", "body").filter(pk=work, person__in=people_of(ccg)).first()
    if row is None or body.pk != (row.body.same_as_id or row.body.pk):
        raise Http404("Nobody in this CCG is recorded there in this role.")
    form = EndForm(form_data(request)[0], initial={"to_on": row.to_on})

    def act(cleaned: dict[str, Any]) -> None:
        end_work(ccg=ccg, work=row, by=request.person, now=request.now, **cleaned)

    if submitted(request, form, act):
        return redirect(url_of(ccg, body))
    return _form_page(request, ccg, body, form, "End a place of work", button="End it", intro=str(row))
