"""What every page of a list or of a record offers below its content: the list as files, the record as a document, its
history (F-65, F-67). The apps' pages need not know: here it says which page shows what."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from jinja2 import pass_context
from jinja2.runtime import Context

from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import Request
from cocommission.home.views.lists import NATIONAL, may_have, shown_on
from cocommission.home.views.record_rights import may_see_national, permissions_for

#: Name of the page -> where the template finds its governed record; "" where it shows none, or none that changes.
RECORDS: dict[str, str] = {
    "ccg": "ccg", "practice": "practice", "region": "region", "lmc": "lmc", "person": "",
    "ccg-post": "post", "lmc-post": "post", "region-post": "post",
    "ccg-constitution": "version", "ccg-constitution-checklist": "version", "ccg-constitution-compare": "",
    "ballot": "ballot", "ballot-roll": "ballot", "ballot-certificate": "ballot", "vote-receipt": "",
    "consultation": "votes.consultation:c.id", "lmc-consultation": "votes.consultation:c.id",
    "engagement-event": "event", "engagement-board-questions": "",
    "declared-interest": "interest", "gift": "gift", "procurement": "p", "breach": "b", "breaches": "",
    "self-certification": "c", "redaction": "r", "body": "body",
    "committee": "committee", "committee-terms": "terms", "committee-simulator": "",
    "meeting": "meeting", "meeting-item": "item", "conflict-map": "meeting", "minutes": "",
    "decision": "", "decision-then": "",
    "application": "application", "application-show": "application", "application-proof": "application",
    "application-submitted": "application", "application-attestations": "application",
    "application-decision": "application", "application-agreement": "application",
    "region-application": "application", "arrangement": "", "interest": "",
    "round": "round", "model": "", "functions": "", "registers": "", "status": "", "ccg-history": "",
}  # fmt: skip


HOMES = ("ccg", "region", "lmc")
"""Pages of organisations that have lists."""


@dataclass(frozen=True, slots=True)
class PageTools:
    """`lists`: (title, address as CSV, address as XLSX); addresses of the page as `document`, of the `history` of its
    record and of the page with `all_lists` of the organisation, or empty."""

    lists: list[tuple[str, str, str]] = field(default_factory=list)
    document: str = ""
    history: str = ""
    all_lists: str = ""

    def __bool__(self) -> bool:
        return bool(self.lists or self.document)


NONE = PageTools()


@pass_context
def page_tools(context: Context) -> PageTools:
    """What the page that is being drawn offers to take away."""
    request: Request | None = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or not hasattr(request, "person"):
        return NONE
    page = match.url_name or ""
    if page not in RECORDS:
        return PageTools(_lists(request, page, match.kwargs))
    query = request.GET.copy()
    query["as"] = "docx"
    return PageTools(
        _lists(request, page, match.kwargs),
        f"?{query.urlencode()}",
        _history(context, request, page),
        reverse(f"{page}-lists", kwargs=match.kwargs) if page in HOMES else "",
    )


def _lists(request: Request, page: str, parts: dict[str, Any]) -> list[tuple[str, str, str]]:
    here = getattr(request, "organisation", None)
    found = []
    for kind, each in shown_on(page):
        organisation = None if kind == NATIONAL else here
        if organisation is None and kind != NATIONAL:
            continue
        if not may_have(request, each, organisation):
            continue
        asked = {name: values[-1] for name, values in request.GET.lists() if name not in ("page", "as")}
        asked |= {name: str(parts[part]) for part, name in each.pages[page].items()}
        of = {} if organisation is None else {"code": organisation.code}
        name = "list-file" if kind == NATIONAL else f"{OrganisationKind(kind).value.lower()}-list-file"
        ways = [reverse(name, kwargs={**of, "name": each.name, "form": form}) for form in ("csv", "xlsx")]
        query = f"?{urlencode(asked)}" if asked else ""
        found.append((each.title, ways[0] + query, ways[1] + query))
    return found


def _history(context: Context, request: Request, page: str) -> str:
    """The history of the record that the page shows: at a CCG for those who see its working papers."""
    where, ccg = RECORDS[page], context.get("ccg")
    if not where or request.person is None:
        return ""
    label, _, path = where.rpartition(":")
    found: Any = context
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Context) else getattr(found, step, None)
    if found is None:
        return ""
    parts = {"label": label or found._meta.label_lower, "pk": found if label else found.pk}
    if ccg is None:
        national = not label and may_see_national(found, request.person, request.now)
        return reverse("record-history", kwargs=parts) if national else ""
    if not request.may(Permission.VIEW_WORKING, ccg) or not (label or _seen(found, request, ccg)):
        return ""
    return reverse("ccg-history", kwargs={"code": ccg.code, **parts})


def _seen(record: Any, request: Request, ccg: Any) -> bool:
    permissions = permissions_for(record)
    return not permissions or any(request.may(permission, ccg) for permission in permissions)
