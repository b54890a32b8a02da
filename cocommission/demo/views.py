"""The tour of the demonstration: one screen for each of its sign-ins."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.views.access import PersonRequest, person_page
from cocommission.demo.tours import TOURS
from cocommission.shared.models import DemonstrationSignIn


@require_safe
@person_page
def tour(request: PersonRequest) -> HttpResponse:
    """What to do first as this person; people outside the demonstration have no tour."""
    row = DemonstrationSignIn.objects.filter(person=request.person).first()
    if row is None:
        raise Http404("There is no tour for you.")
    if row.role not in TOURS:
        return redirect("tasks")
    return render(request, "home/tour.jinja", {"row": row, "stops": TOURS[row.role]})
