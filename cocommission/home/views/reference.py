"""Pages that explain: rules with their sources, words of the field, accessibility, privacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cocommission.home.queries.rules import catalogues
from cocommission.shared.rules.blockers import STRENGTHS


def rules(request: HttpRequest) -> HttpResponse:
    """Every rule that a screen may name: what it says, how strong it is, where it comes from, when it holds."""
    return render(request, "home/rules.jinja", {"catalogues": catalogues(), "strengths": STRENGTHS})


def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field."""
    return render(request, "home/glossary.jinja")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "home/accessibility.jinja")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, and who sees it."""
    return render(request, "home/privacy.jinja")
