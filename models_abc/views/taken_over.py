"""The page on which the national data steward records a model that a CCG holds already."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, person_ccg_page
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.taken_over import take_over_model
from models_abc.forms.taken_over import TakeOverForm


@person_ccg_page
def model_taken_over(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Records a model that the CCG took up before it used this service; only for the data steward."""
    if not request.person.is_staff:
        raise Http404("Only for the national data steward.")
    form = TakeOverForm(form_data(request)[0])
    if submitted(
        request, form, lambda cleaned: take_over_model(ccg=ccg, by=request.person, now=request.now, **cleaned)
    ):
        messages.success(request, "The model is recorded.")
        return redirect(ccg.url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Record the model that the CCG holds",
        "caption": ccg.name,
        "button": "Record the model",
        "back": ccg.url,
        "breadcrumbs": [("CCGs", "/ccgs/"), (ccg.name, ccg.url)],
    }
    return render(request, "forms/act.jinja", context)
