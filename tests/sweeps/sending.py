"""Sends the forms of a page of the role matrix as they were drawn: none of them is refused."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from tests.browser import Browser
from tests.sweeps.asking import Case, answer, cases
from tests.sweeps.country import sameness
from tests.sweeps.drawn import Drawn, errors_of, faults, forms_of, leads_to, nested, text_of
from tests.sweeps.following import Follower

# On every page: who is signed in signs out here.
ON_EVERY_PAGE = "account_logout"


def _allowed(form: Drawn, said: frozenset[int] | None) -> frozenset[int]:
    """What a form may be answered: it goes through as it was drawn, or the row says that its own data do not.

    Without a row nobody has filled in what a person would have to type, so it may be told what is missing. Never may
    a button that can be pressed lead to where its reader is refused for want of a right.
    """
    told_so = (said or frozenset()) & {400, 409} if said or not form.typed else {400, 409}
    return frozenset({200, 302} | told_so)


class Sender:
    """Looks at the pages of a module; a form that stands on every page is sent once for each column."""

    def __init__(self) -> None:
        self._rows = [case for case in cases() if case.method == "POST" and case.listed]
        self._posted = {case.name for case in self._rows} | {ON_EVERY_PAGE}
        self._sent: set[str] = set()
        self.follower = Follower()

    def wrong_forms(self, case: Case, column: str, given: HttpResponse, world: Any, kwargs: Any) -> Iterator[str]:
        """Each form of the page that cannot be sent, in words; the page was given to `column`."""
        page = text_of(given)
        address = given.wsgi_request.path
        if nested(page):
            yield f"{address} as {column}: a form stands inside another"
        for form in forms_of(page, address):
            where = f"{address} as {column}: the form to {form.action}"
            wrong = list(faults(form, self._posted))
            yield from (f"{where}: {fault}" for fault in wrong)
            if form.method == "post" and not wrong:
                yield from (
                    f"{where}: {fault}" for fault in self._send(form, case, column, given.client, world, kwargs)
                )

    def _send(self, form: Drawn, case: Case, column: str, client: Browser, world: Any, kwargs: Any) -> Iterator[str]:
        for button in form.buttons:
            match = leads_to(button[2])
            if match.view_name == ON_EVERY_PAGE:
                if column in self._sent:
                    continue
                self._sent.add(column)
            row = self._row(case, match, kwargs)
            data = form.filled_in(row.data(world) if row and row.data else {}, button)
            sends = Browser(sends_token=False)
            sends.cookies = client.cookies.copy()
            told = answer(sends, "POST", button[2], data)
            allowed = _allowed(form, row.expected[column] if row else None)
            if told.status_code not in allowed:
                typed = {name: value for name, value in data.items() if name not in form.hidden}
                yield f"it was answered {told.status_code}, not {sorted(allowed)}: {errors_of(told)} (sent: {typed})"

    def _row(self, case: Case, match: Any, kwargs: dict[str, Any]) -> Case | None:
        """The row that says what is answered there, if it is about the same arrangement and the same thing."""
        for row in self._rows:
            if row.name == match.view_name and sameness(row.arguments) == sameness(case.arguments):
                given = {name: str(value).lower() for name, value in match.kwargs.items()}
                if given == {name: str(value).lower() for name, value in kwargs.items()}:
                    return row
        return None
