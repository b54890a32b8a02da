"""The client of every test: it checks CSRF as the product does, and sends the token that its pages carry."""

from typing import Any

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.test.client import MULTIPART_CONTENT


class Browser(Client):
    """A browser without a screen. `sends_token=False` leaves the token out, as a page of another site would.

    It sends the token whether or not the form has one: tests/sweeps/test_forms.py proves that every form has it.
    """

    def __init__(self, *, sends_token: bool = True, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)
        self.sends_token = sends_token

    def post(  # type: ignore[override]
        self, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **extra: Any
    ) -> Any:
        """As Django's client, with the token of this browser's cookie."""
        if self.sends_token:
            if settings.CSRF_COOKIE_NAME not in self.cookies:
                self.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
            token = self.cookies[settings.CSRF_COOKIE_NAME].value
            if content_type == MULTIPART_CONTENT and (data is None or isinstance(data, dict)):
                data = {"csrfmiddlewaretoken": token, **(data or {})}
            else:
                extra["headers"] = {**(extra.get("headers") or {}), "X-CSRFToken": token}
        return super().post(path, data, content_type, **extra)
