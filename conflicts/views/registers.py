"""The public pages of the registers: what there is, the register of interests at any minute, its files."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.exports import CSV, JSON, csv_file, json_file, xlsx_file
from conflicts.forms.registers import ChangesForm, RegisterForm
from conflicts.models.interests import PRIVATE
from conflicts.queries.declarations import is_declarant
from conflicts.queries.gifts import public_of_ccg
from conflicts.queries.open_data import NOT_SHOWN, interest_item, register_facts
from conflicts.queries.register_changes import changes, held, historic, nil_returns
from conflicts.queries.register_months import declared_counts, months_of_register
from conflicts.queries.registers import FULL, Entry, arranged, in_full, policy_at, published, sees_in_full
from conflicts.rules.publication import RULE_OF, contact_blockers, scope_on
from conflicts.rules.register_months import due_picture, register_picture

COLUMNS = (
    "Entry", "Name", "Position", "Type", "Relationship", "Organisation", "Code of the organisation", "Role",
    "Description", "From", "Until", "Action taken to mitigate", "Declared", "Reviewed",
)  # fmt: skip


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Registers", url_to("registers", ccg)), *more]


def interests_crumb(ccg: CCG) -> tuple[str, str]:
    """The register of interests as a crumb."""
    return ("Register of interests", url_to("register-interests", ccg))


def contact(request: Request, ccg: CCG) -> dict[str, Any]:
    """The policy of today, and what is missing on the page about whom to ask (COI-12)."""
    policy = policy_at(ccg, london(request.now).date())
    name, email = (policy.contact_name, policy.contact_email) if policy else ("", "")
    return {"policy": policy, "contact_missing": contact_blockers(name, email)}


@require_safe
@ccg_page()
def registers(request: Request, ccg: CCG) -> HttpResponse:
    """Which registers there are, when each last changed, whom to ask."""
    register = published(ccg, request.now)
    months = months_of_register(ccg, request.now) if register.is_published else []
    sees_declarations = any(request.may(permission, ccg) for permission in PRIVATE)
    due = declared_counts(ccg, request.now) if sees_declarations else None
    context = {
        "ccg": ccg,
        "register": register,
        "months": months,
        "months_picture": register_picture(months),
        "due": due,
        "due_picture": due_picture(**due) if due else None,
        "held": held(ccg, request.now),
        "gifts": public_of_ccg(ccg, request.now).count(),
        "may_keep": request.may(Permission.KEEP_REGISTERS, ccg),
        "may_guard": request.may(Permission.GUARD_CONFLICTS, ccg),
        "may_see_all": sees_in_full(request.asker.rights, ccg),
        "declares": is_declarant(request.person, ccg, request.now),
        "breadcrumbs": crumbs(ccg)[:2],
        **contact(request, ccg),
    }
    return render(request, "conflicts/registers.jinja", context)


def _rest_of(request: Request, *leave: str) -> str:
    query = request.GET.copy()
    for name in leave:
        query.pop(name, None)
    return query.urlencode()


@require_safe
@ccg_page()
def interests(request: Request, ccg: CCG) -> HttpResponse:
    """The register of interests now or as at any minute; in full for those who keep or guard it, with `?full=1`."""
    form = RegisterForm(request.GET or None)
    at, wanted = form.at_or(request.now), form.wanted
    sees_all = sees_in_full(request.asker.rights, ccg)
    full = sees_all and bool(request.GET.get("full"))
    register = published(ccg, at, seen_at=None if full else request.now)
    rows = arranged(in_full(register, request.asker.rights, ccg) if full else register.entries, **wanted)
    context = {
        "ccg": ccg,
        "form": form,
        "register": register,
        "is_now": at == request.now,
        "full": full,
        "may_see_all": sees_all,
        "may_guard": request.may(Permission.GUARD_CONFLICTS, ccg),
        "page": page_of(rows, request),
        "found": len(rows),
        "not_shown": [(kind, register.counts[kind], RULE_OF[kind]) for kind in NOT_SHOWN if register.counts[kind]],
        "sort": wanted["sort"],
        "here": _rest_of(request, "sort", "page"),
        "rest": _rest_of(request, "sort", "page", "full"),
        "breadcrumbs": crumbs(ccg),
        **contact(request, ccg),
    }
    return render(request, "conflicts/register_interests.jinja", context)


def row_of(entry: Entry) -> list[Any]:
    """An entry as the cells of COLUMNS."""
    return [
        entry.ref, entry.name, entry.position, entry.kind_name, entry.relationship, entry.body, entry.body_code,
        entry.capacity, entry.description, entry.from_on, entry.to_on, entry.mitigation,
        london(entry.declared_at).date(), london(entry.reviewed_at).date() if entry.reviewed_at else None,
    ]  # fmt: skip


@require_safe
@ccg_page()
def interests_file(request: Request, ccg: CCG, form: str) -> HttpResponseBase:
    """The public register as a file: the same rows as the page, all of them."""
    filters = RegisterForm(request.GET or None)
    at = filters.at_or(request.now)
    register = published(ccg, at, seen_at=request.now)
    rows = arranged(register.entries, **filters.wanted)
    name = f"register-of-interests-{ccg.code}-{london(at):%Y-%m-%d-%H%M}"
    if form == JSON:
        return json_file(name, register_facts(ccg, register) | {"count": len(rows)}, map(interest_item, rows))
    return (csv_file if form == CSV else xlsx_file)(name, COLUMNS, map(row_of, rows))


@require_safe
@ccg_page()
def interests_changes(request: Request, ccg: CCG) -> HttpResponse:
    """What changed on the public register between two moments."""
    form = ChangesForm(request.GET or None)
    until = form.at_or(request.now)
    since = form.at_or(request.now, "since")
    if since >= until:
        since = until - timedelta(days=365)
    found = changes(ccg, since, until, seen_at=request.now)
    context = {
        "ccg": ccg,
        "form": form,
        "since": since,
        "until": until,
        "changes": found,
        "altered": [(entry, alteration) for entry, alterations in found.altered for alteration in alterations],
        "breadcrumbs": crumbs(ccg, interests_crumb(ccg)),
    }
    return render(request, "conflicts/register_changes.jinja", context)


@require_safe
@ccg_page()
def interests_nil(request: Request, ccg: CCG) -> HttpResponse:
    """Who said that they have no interests, year by year."""
    found = contact(request, ccg)
    policy, on = found["policy"], london(request.now).date()
    scope = scope_on(on, publish_all=bool(policy and policy.publish_all))
    public = policy is not None and policy.published_on is not None and policy.published_on <= on
    context = {
        "ccg": ccg,
        "years": nil_returns(ccg, request.now, scope) if public else [],
        "public": public,
        "scope": scope,
        "breadcrumbs": crumbs(ccg, interests_crumb(ccg)),
    }
    return render(request, "conflicts/register_nil.jinja", context)


@require_safe
@ccg_page(*FULL)
def interests_historic(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Entries that are off the public page, with how long each is kept (COI-08, COI-09)."""
    register = published(ccg, request.now)
    rows = historic(register)
    if not request.may(Permission.GUARD_CONFLICTS, ccg):
        rows = [row for row in rows if not row.entry.facts.redacted]
    context = {"ccg": ccg, "page": page_of(rows, request), "breadcrumbs": crumbs(ccg, interests_crumb(ccg))}
    return render(request, "conflicts/register_historic.jinja", context)
