"""Browsers that cast: signed in once, one connection each, one POST a cast."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from scripts.benchmarks.ballots import Voter

TOKEN = "a" * 32


@dataclass(frozen=True)
class Ready:
    """A signed-in voter: where to post and with which cookies."""

    entry_id: int
    cookies: str


@dataclass
class Tally:
    """What came back."""

    done: int = 0
    errors: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def sign_in(voters: Sequence[Voter]) -> list[Ready]:
    """A session for every voter."""
    found = []
    for voter in voters:
        session = SessionStore()
        session[SESSION_KEY] = str(voter.person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = voter.person.get_session_auth_hash()
        session.save()
        cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        found.append(Ready(voter.entry_id, cookies))
    return found


def cast(connection: http.client.HTTPConnection, ready: Ready) -> int:
    """One cast; gives the status."""
    body = urlencode(
        {
            "csrfmiddlewaretoken": TOKEN,
            "question_1": "FOR",
            "question_2": "AGAINST",
            "confirm": "on",
            "form_token": uuid4(),
        }
    )
    headers = {"Cookie": ready.cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/vote/{ready.entry_id}/", body, headers)
    response = connection.getresponse()
    response.read()
    return response.status


def rate(port: int, ready: Sequence[Ready], clients: int, casts: int) -> float:
    """Casts a second with so many clients, each casting `casts` times for voters of its own; refuses any error."""
    tally = Tally()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        mine = ready[number::clients]
        for turn in range(casts):
            status = cast(connection, mine[turn % len(mine)])
            if status != 302:
                tally.errors.append(status)
            tally.done += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    if tally.errors:
        raise RuntimeError(f"{len(tally.errors)} casts were answered {set(tally.errors)}")
    return clients * casts / took


def arrive(port: int, ready: Sequence[Ready], per_second: float, count: int, clients: int = 24) -> list[float]:
    """Lets `count` casts arrive evenly; gives how long each took from its due moment to its answer, in seconds."""
    tally, lock, begun = Tally(), threading.Lock(), time.perf_counter() + 0.2
    turns = iter(range(count))

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return
            due = begun + turn / per_second
            time.sleep(max(0.0, due - time.perf_counter()))
            status = cast(connection, ready[turn % len(ready)])
            tally.waits.append(time.perf_counter() - due)
            if status != 302:
                tally.errors.append(status)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if tally.errors:
        raise RuntimeError(f"{len(tally.errors)} casts were answered {set(tally.errors)}")
    return sorted(tally.waits)
