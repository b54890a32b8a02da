"""The client of every test: it checks CSRF as the product does, and sends the token that its pages carry."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from cocommission.shared.views.checking import CHECKED
from tests.forms import PageForm, forms_on


def check_on(given: Any) -> PageForm | None:
    """The form of the page on which an act is checked before it is confirmed; None where the answer is another."""
    if given.status_code != 200 or given.streaming or f'name="{CHECKED}"'.encode() not in given.content:
        return None
    return next(form for form in forms_on(given.content.decode()) if CHECKED in form.fields)


class Browser(Client):
    """A browser without a screen. `sends_token=False` leaves the token out, as a page of another site would.

    Where a form leads to a page on which the person checks what cannot be undone, it confirms as they would;
    `confirms=False` stops at that page.

    It sends the token whether or not the form has one: tests/sweeps/test_forms.py proves that every form has it.
    """

    def __init__(self, *, sends_token: bool = True, confirms: bool = True, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)
        self.sends_token, self.confirms = sends_token, confirms

    def post(  # type: ignore[override]
        self, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **extra: Any
    ) -> Any:
        """As Django's client, with the token of this browser's cookie."""
        given = self._send(path, data, content_type, **extra)
        checked = check_on(given) if self.confirms else None
        return given if checked is None else self._send(path, checked.with_data({}), MULTIPART_CONTENT, **extra)

    def checked(self, path: str, data: Any) -> Any:
        """What the page sends on which the act is checked; `data` itself where it is not. Nothing is recorded."""
        with transaction.atomic():
            check = check_on(self._send(path, data, MULTIPART_CONTENT))
            transaction.set_rollback(True)
        return data if check is None else check.with_data({})

    def _send(self, path: str, data: Any, content_type: str, **extra: Any) -> Any:
        if self.sends_token:
            if settings.CSRF_COOKIE_NAME not in self.cookies:
                self.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
            token = self.cookies[settings.CSRF_COOKIE_NAME].value
            if content_type == MULTIPART_CONTENT and (data is None or isinstance(data, dict)):
                data = {"csrfmiddlewaretoken": token, **(data or {})}
            else:
                extra["headers"] = {**(extra.get("headers") or {}), "X-CSRFToken": token}
        return super().post(path, data, content_type, **extra)
