"""What the three models are: for practices, and for anyone else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.views.access import Request
from cocommission.shared.clock import london
from cocommission.shared.rules.blockers import STRENGTHS
from models_abc.queries.rounds import open_rounds
from models_abc.rules.pros_and_cons import FOR_EVERY_MODEL, MODELS, SOURCE
from models_abc.terms.functions import ASSIGNABLE, FUNCTION_MEANS, RETAINED
from models_abc.terms.matrix import EARLIER_DRAFT, rows


@require_safe
def models_list(request: Request) -> HttpResponse:
    """Models A, B and C side by side, and who decides what under each."""
    matrix = rows(london(request.now).date())
    context = {
        "models": MODELS.values(),
        "shared": [(function, cells) for function, cells in matrix if function in ASSIGNABLE],
        "kept": [(function, cells) for function, cells in matrix if function in RETAINED],
        "means": FUNCTION_MEANS,
        "strengths": STRENGTHS,
        "source": SOURCE,
        "for_every_model": FOR_EVERY_MODEL,
        "earlier_draft": EARLIER_DRAFT,
    }
    return render(request, "models_abc/models.jinja", context)


@require_safe
def model_page(request: Request, letter: str) -> HttpResponse:
    """One model as a practice reads it: what it brings, what it risks, what it needs."""
    model = MODELS.get(letter.upper())
    if model is None:
        raise Http404("There are models A, B and C.")
    context = {
        "model": model,
        "matrix": rows(london(request.now).date()),
        "means": FUNCTION_MEANS,
        "strengths": STRENGTHS,
        "source": SOURCE,
        "for_every_model": FOR_EVERY_MODEL,
        "others": [one for key, one in MODELS.items() if key != letter.upper()],
        "rounds": open_rounds(request.now).filter(model_sought=letter.upper()),
    }
    return render(request, "models_abc/model.jinja", context)
