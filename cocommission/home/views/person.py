"""What belongs to the signed-in person: their tasks, their organisations, and the demonstration's sign-ins."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ccgs.views.access import PersonRequest, Request, person_page
from cocommission.home.shell import IN_HAND, Shell, posts_now
from cocommission.shared.models import DemonstrationSignIn
from cocommission.shared.todo import tasks_of
from cocommission.shared.views.sending import session_only


@require_safe
@person_page
def tasks(request: PersonRequest) -> HttpResponse:
    """F-63: what the person can do now, in the order in which it is due, then what waits for others or for a date."""
    found = tasks_of(request.user, posts_now(request), request.now)
    return render(request, "home/tasks.jinja", {"tasks": found, "posts": posts_now(request), "now": request.now})


@session_only
@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def organisations(request: PersonRequest) -> HttpResponse:
    """Where the person holds posts now; POST takes one in hand."""
    shell = Shell(request)
    if request.method == "POST":
        chosen = next((each for each in shell.organisations if each.key == request.POST.get("organisation")), None)
        if chosen is None:
            raise Http404("This is not one of your organisations.")
        request.session[IN_HAND] = chosen.key
        messages.success(request, f"You are now acting for {chosen.name}.")
        return redirect(chosen.url)
    return render(request, "home/organisations.jinja", {"posts": posts_now(request)})


@require_POST
def demonstration(request: Request) -> HttpResponse:
    """Signs in as a person of the demonstration; without the demonstration the page does not exist."""
    wanted = request.POST.get("person", "")
    row = None
    if not settings.PRODUCTION and wanted.isdecimal() and len(wanted) < 19:
        row = DemonstrationSignIn.objects.select_related("person").filter(pk=int(wanted)).first()
    if row is None or not row.person.is_active:
        raise Http404("There is no such demonstration sign-in.")
    login(request, row.person, backend="django.contrib.auth.backends.ModelBackend")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("tour")
    return redirect(target)
