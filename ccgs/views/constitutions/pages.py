"""Reading: the list of versions, one version, its checklist, its file, and the difference between any two."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import in_force_head, versions_for
from ccgs.rules.constitution_acts import WRITE
from ccgs.rules.constitutions import checklist as checklist_lines
from ccgs.rules.constitutions import red_flags
from ccgs.rules.diff import word_diff
from ccgs.rules.voting_checks import voting_blockers
from ccgs.terms.roles import Permission
from ccgs.views.access import Request, ccg_page
from ccgs.views.constitutions.acts import ways_on
from ccgs.views.constitutions.common import crumbs, find, on_version, waiting_on, working
from ccgs.views.markdown import to_html
from ccgs.views.posts import crumbs_of
from cocommission.shared.paging import page_of
from cocommission.shared.views.documents import attachment


@ccg_page()
@require_safe
def versions(request: Request, ccg: CCG) -> HttpResponse:
    """Every version that the person may see, latest first."""
    found = versions_for(ccg, working=working(request, ccg))
    page = page_of(found, request)
    context = {
        "ccg": ccg,
        "breadcrumbs": crumbs_of(ccg),
        "page": page,
        "rows": [(version, version.state_at(request.now)) for version in page],
        "numbers": list(found.values_list("number", flat=True)),
        "in_force": in_force_head(ccg, request.now),
        "may_edit": request.may(Permission.EDIT_CONSTITUTION, ccg),
    }
    return render(request, "ccgs/constitutions.jinja", context)


@ccg_page()
@on_version
@require_safe
def version(request: Request, ccg: CCG, version: Constitution) -> HttpResponse:
    """One version: where it stands, what it waits for, its voting rules, its text."""
    state = version.state_at(request.now)
    context = {
        "ccg": ccg,
        "version": version,
        "state": state,
        "breadcrumbs": crumbs(ccg),
        "rules": [(rule, voting_blockers(rule.terms)) for rule in version.voting_rules.all()],
        "lines": checklist_lines(version.text, version.checklist),
        "html": to_html(version.text),
        "ways": ways_on(request, version),
        "waiting": waiting_on(version, request.now),
        "is_draft": not WRITE.blockers(version.state),
        "may_edit": request.may(Permission.EDIT_CONSTITUTION, ccg),
        "may_work": working(request, ccg),
    }
    return render(request, "ccgs/constitution.jinja", context)


@ccg_page()
@on_version
@require_safe
def checklist(request: Request, ccg: CCG, version: Constitution) -> HttpResponse:
    """What the law requires and where the version says it, and what the BMA advises against."""
    context = {
        "ccg": ccg,
        "version": version,
        "breadcrumbs": crumbs(ccg, version),
        "lines": checklist_lines(version.text, version.checklist),
        "flags": red_flags(version.text),
        "may_mark": not WRITE.blockers(version.state) and request.may(Permission.EDIT_CONSTITUTION, ccg),
    }
    return render(request, "ccgs/constitution_checklist.jinja", context)


@ccg_page()
@on_version
@require_safe
def text(request: Request, ccg: CCG, version: Constitution) -> HttpResponse:
    """The text that was hashed, byte for byte, as a download."""
    response = HttpResponse(version.text.encode(), content_type="text/markdown; charset=utf-8")
    name = f"{ccg.code}-constitution-{version.number}.md"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@ccg_page()
@on_version
@require_safe
def document(request: Request, ccg: CCG, version: Constitution, which: str) -> HttpResponse:
    """The uploaded Word file (for those who see drafts) or NHS England's letter."""
    held = {"source": version.source_file, "approval": version.approval_document}.get(which)
    if held is None or (which == "source" and not working(request, ccg)):
        raise Http404("No such file.")
    return attachment(held)


@ccg_page()
@require_safe
def compare(request: Request, ccg: CCG) -> HttpResponse:
    """What was added and removed between two versions, word by word, and how the voting rules differ."""
    found = versions_for(ccg, working=working(request, ccg))
    numbers = list(found.values_list("number", flat=True))
    if not numbers:
        raise Http404(f"{ccg.name} has no constitution version to compare.")
    new = find(request, ccg, _number(request, "new", numbers[0]))
    base = new.based_on.number if new.based_on and new.based_on.number in numbers else numbers[-1]
    old = find(request, ccg, _number(request, "old", base))
    paragraphs = word_diff(old.text, new.text)
    context = {
        "ccg": ccg,
        "breadcrumbs": crumbs(ccg),
        "old": old,
        "new": new,
        "numbers": numbers,
        "paragraphs": paragraphs,
        "changed": sum(paragraph.changed for paragraph in paragraphs),
        "only_changes": request.GET.get("show") != "all",
        "rules": _rules(old, new),
        "address": reverse("ccg-constitution-compare", args=[ccg.code]),
    }
    return render(request, "ccgs/constitution_compare.jinja", context)


def _number(request: Request, name: str, default: int) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 9 else default


def _rules(old: Constitution, new: Constitution) -> list[tuple[str, str, str]]:
    sentences = []
    for version in (old, new):
        sentences.append({rule.get_decides_display(): rule.terms.sentence() for rule in version.voting_rules.all()})
    labels = sorted({*sentences[0], *sentences[1]})
    return [(label, sentences[0].get(label, "No rule"), sentences[1].get(label, "No rule")) for label in labels]
