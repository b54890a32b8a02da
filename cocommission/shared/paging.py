"""Pages of a list."""

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


class ListPage(Page[Any]):
    """A page that knows the address of the others, with the rest of the query kept."""

    request: HttpRequest

    def address(self, number: int) -> str:
        """Where page `number` of the same list is."""
        query = self.request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"


class ListPaginator(Paginator):  # type: ignore[type-arg]  # Django gives it none
    """Makes `ListPage`s."""

    def _get_page(self, *args: Any, **kwargs: Any) -> ListPage:
        return ListPage(*args, **kwargs)


def page_of(rows: Any, request: HttpRequest, *, per_page: int = 50) -> ListPage:
    """The page of `rows` (queryset or list) that `?page=` asks for; the nearest one when the number is off."""
    page = cast(ListPage, ListPaginator(rows, per_page).get_page(request.GET.get("page")))
    page.request = request
    return page
