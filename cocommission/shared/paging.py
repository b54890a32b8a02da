"""Pages of a list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(rows: Any, request: HttpRequest, *, per_page: int = 50) -> Page:
    """The page of `rows` (queryset or list) that `?page=` asks for; the nearest one when the number is off."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
