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

    def entries(self) -> list[dict[str, Any]]:
        """For the NHS pagination: the numbers around this page, the first, the last, and what is left out between."""
        numbers = self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        return [
            {"number": each, "href": self.address(each), "current": each == self.number}
            if isinstance(each, int)
            else {"ellipsis": True}
            for each in numbers
        ]


class ListPaginator(Paginator):  # type: ignore[type-arg]  # Django gives it none
    """Makes `ListPage`s."""

    def _get_page(self, *args: Any, **kwargs: Any) -> ListPage:
        return ListPage(*args, **kwargs)


def page_of(rows: Any, request: HttpRequest, *, per_page: int = 50) -> ListPage:
    """The page of `rows` (queryset or list) that `?page=` asks for; the nearest one when the number is off."""
    page = cast(ListPage, ListPaginator(rows, per_page).get_page(request.GET.get("page")))
    page.request = request
    return page
