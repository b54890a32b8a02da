"""Pages of training in conflicts of interest (F-58)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.training import record_training
from conflicts.forms.breaches import TrainingForm
from conflicts.models import TrainingRecord
from conflicts.queries.standing import people_of, trainees
from conflicts.rules.training import passed, share_met
from conflicts.rules.values import value_on
from conflicts.views.lists import TRAINEES, trainee_cells
from conflicts.views.registers import crumbs


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def training(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Who needs module 1, who is due, and every record."""
    on = london(request.now).date()
    needed = trainees(ccg, request.now)
    trained = sum(one.until_on is not None for one in needed)
    rows = TrainingRecord.objects.filter(ccg=ccg).select_related("person")
    page = page_of(rows.order_by("-taken_on", "-pk"), request, per_page=50)
    context = {
        "ccg": ccg,
        "needed": needed,
        "trainees": TRAINEES.table(needed, trainee_cells),
        "trained": trained,
        "enough": share_met(trained, len(needed), on),
        "share": value_on("training_share", on).value,
        "page": page,
        "records": [(row, passed(row.score, row.taken_on), row.valid_until_on > on) for row in page],
        "may_keep": request.may(Permission.KEEP_REGISTERS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/training.jinja", context)


@ccg_page(Permission.KEEP_REGISTERS)
def training_record(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Keeps a module that somebody took."""
    data, files = form_data(request)
    people = Person.objects.filter(pk__in=people_of(ccg, request.now)).order_by("name", "pk")
    form = TrainingForm(data, files, people=people)
    if submitted(request, form, lambda c: record_training(ccg=ccg, by=request.person, now=request.now, **c)):
        messages.success(request, "The training is recorded.")
        return redirect("training", ccg.code)
    home = url_to("training", ccg)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Record training",
        "caption": ccg.name,
        "intro": "Record failed tests too. They do not count as training.",
        "cites": "GOV-05",
        "button": "Save",
        "back": home,
        "breadcrumbs": crumbs(ccg, ("Training", home)),
    }
    return render(request, "forms/act.jinja", context)


@require_safe
@ccg_page(Permission.KEEP_REGISTERS)
def training_certificate(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """The certificate of one module, for those who keep the registers."""
    row = TrainingRecord.objects.filter(ccg=ccg, pk=pk).select_related("certificate").first()
    if row is None or row.certificate is None:
        raise Http404("There is no such certificate.")
    return attachment(row.certificate)
