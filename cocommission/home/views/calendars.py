"""Deadlines as calendar feeds, from the same facts as the task list and a CCG's page (F-62)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ccgs.models import CCG
from ccgs.queries.posts import posts_of
from ccgs.views.access import PersonRequest, Request, ccg_page, person_page
from cocommission.shared.actions.calendar import end_calendar_address, make_calendar_address, person_with_address
from cocommission.shared.panels import panels_of
from cocommission.shared.rules.calendars import Due, calendar_file
from cocommission.shared.todo import tasks_of

SHOWN_ONCE = "calendar-token"


def _answer(request: Request, name: str, dues: list[Due], file_name: str, *, private: bool) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(
        calendar_file(name, dues, base=base, now=request.now), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    response["Cache-Control"] = "private, no-store" if private else "public, max-age=300"
    if private:
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def calendar(request: PersonRequest) -> HttpResponse:
    """Makes the secret address of the person's own feed, shows it once, and ends it."""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            end_calendar_address(person=request.person, now=request.now)
            messages.success(request, "The address no longer works.")
        else:
            request.session[SHOWN_ONCE] = make_calendar_address(person=request.person, now=request.now)
        return redirect("calendar")
    token = request.session.pop(SHOWN_ONCE, None)
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token])) if token else ""
    has_one = request.person.calendar_addresses.exists()
    return render(request, "home/calendar.jinja", {"address": address, "has_one": has_one})


@require_safe
def calendar_feed(request: Request, token: str) -> HttpResponse:
    """The person's tasks with a date. The secret in the address is the key; rights are those of this moment."""
    person = person_with_address(token)
    if person is None:
        raise Http404("There is no such calendar.")
    tasks = tasks_of(person, posts_of(person, request.now), request.now)
    dues = [
        Due(f"task {person.pk} {task.url} {task.title}", task.title, f"{task.organisation_name}. {task.why}", task.url,
            task.due_at)
        for task in tasks
        if task.due_at is not None
    ]  # fmt: skip
    return _answer(request, "My tasks in co-commissioning", dues, "tasks", private=True)


@require_safe
@ccg_page()
def ccg_calendar(request: Request, ccg: CCG) -> HttpResponse:
    """What is open and due at a CCG, as its public page says it."""
    panels = panels_of(ccg, request.now)
    dues = {
        (panel.url, panel.label): Due(
            f"ccg {ccg.code} {panel.url} {panel.label}",
            f"{panel.label}: {panel.text}",
            ccg.name,
            panel.url,
            panel.due_at,
        )
        for kind in ("due", "open")
        for panel in panels[kind]
        if panel.due_at is not None
    }
    return _answer(request, f"{ccg.name}: deadlines", list(dues.values()), f"ccg-{ccg.code}", private=False)
