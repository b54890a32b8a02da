"""Browsers without a screen: a real session, the CSRF token of a real page, a connection for every request."""

import http.client
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

HIDDEN = re.compile(r'<input[^>]*?name="(csrfmiddlewaretoken|form_token)"[^>]*?value="([^"]+)"')
PATIENCE = 120  # seconds that a request may wait behind the others


@dataclass
class Browser:
    """One person's browser on the served product."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)

    def sign_in(self, person: Any) -> "Browser":
        """Opens a session for a person, as signing in does."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return self

    def open(self, path: str) -> str:
        """The page; keeps its cookies and the hidden fields of its form."""
        status, text, answer = self._ask("GET", path)
        assert status == 200, f"{path} answered {status}"
        for name, cookie in SimpleCookie(answer.getheader("Set-Cookie", "")).items():
            self.cookies[name] = cookie.value
        self.hidden = dict(HIDDEN.findall(text))
        return text

    def send(self, path: str, fields: dict[str, str]) -> int:
        """Sends the form that was opened last with these fields; gives the status."""
        return self.answer(path, fields)[0]

    def answer(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """As `send`; gives the status and the page."""
        return self._ask("POST", path, urlencode({**self.hidden, **fields}))[:2]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, http.client.HTTPResponse]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer
        finally:
            connection.close()


def together(calls: Sequence[Callable[[], int]]) -> Counter[int | str]:
    """Lets all calls go at the same moment, each in a thread of its own; counts their answers and errors."""
    barrier = threading.Barrier(len(calls))
    answers: Counter[int | str] = Counter()
    lock = threading.Lock()

    def run(call: Callable[[], int]) -> None:
        barrier.wait()
        try:
            answer: int | str = call()
        except Exception as problem:
            answer = repr(problem)
        with lock:
            answers[answer] += 1

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
