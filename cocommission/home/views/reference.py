"""Pages that explain: rules with their sources, words of the field, accessibility, privacy."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.views.access import Request
from cocommission.home.glossary import GLOSSARY, anchor
from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.blockers import STRENGTHS


@require_safe
def rules(request: Request) -> HttpResponse:
    """Every rule that a screen may name: what it says, how strong it is, where it comes from, when it holds."""
    return render(request, "home/rules.jinja", {"catalogues": catalogues(), "strengths": STRENGTHS})


@require_safe
def glossary(request: Request) -> HttpResponse:
    """The words of the field."""
    return render(
        request, "home/glossary.jinja", {"glossary": [(anchor(word), word, meaning) for word, meaning in GLOSSARY]}
    )


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "home/accessibility.jinja")


@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept about people, and who sees it."""
    return render(request, "home/privacy.jinja")
