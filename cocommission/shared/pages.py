"""The addresses of pages, by name: of a record, and of everything below it."""

from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.urls import reverse


class Placed(Protocol):
    """What has a page: the parts of its address are named as in the routes."""

    @property
    def url_parts(self) -> dict[str, Any]: ...


def url_to(name: str, record: Placed | None = None, **parts: Any) -> str:
    """`url_to("ballot-roll", ballot)`: the address of a named page, with the parts of the record and those given.

    Raises NoReverseMatch for a page that is not there, or for parts that do not fit.
    """
    known = {**record.url_parts, **parts} if record is not None else parts
    return _address(name, tuple(known.items()), settings.ROOT_URLCONF)


@lru_cache(maxsize=16384)
def _address(name: str, parts: tuple[tuple[str, Any], ...], urlconf: str) -> str:
    """Lists have hundreds of addresses, the same at each request; Django takes some 40 microseconds for each."""
    return reverse(name, urlconf, kwargs=dict(parts) or None)


class HasPage:
    """A record with a page of its own: the name of the page, and where the record keeps each part of its address."""

    page: ClassVar[str]
    page_parts: ClassVar[dict[str, str]]

    @property
    def url_parts(self) -> dict[str, Any]:
        """The parts of its address, which the pages below it have too."""
        return {part: attrgetter(path)(self) for part, path in self.page_parts.items()}

    @property
    def url(self) -> str:
        """The address of its page."""
        return url_to(self.page, self)
