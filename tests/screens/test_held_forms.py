"""A view that is asked to show a form and not to act leaves nothing behind, however it answers."""

from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages, success
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.test import RequestFactory

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict
from cocommission.shared.forms.numbers import new_number
from cocommission.shared.requests import Held
from cocommission.shared.views import typed
from cocommission.shared.views.sending import show_held, show_held_or_typed

pytestmark = pytest.mark.django_db
HELD = Held("This was not sent.", 409)
BEFORE = {"answers": {"kind": "FINANCIAL", "days": ["1 May"]}}


def posted():
    request = RequestFactory().post("/", {"title": "A webinar"})
    request.session = SessionStore()
    request.session.update({"answers": {"kind": "FINANCIAL", "days": ["1 May"]}})
    request._messages = default_storage(request)
    request.user = SimpleNamespace(pk=None, is_authenticated=False)
    return request


def acting(request, ending):
    """A view that changes the session at every depth, says so, and ends as `ending` does."""

    def view():
        request.session["answers"]["kind"] = "INDIRECT"
        request.session["answers"]["days"].append("2 May")
        request.session["more"] = 1
        success(request, "It is recorded.")
        return ending()

    return view


def raising(problem):
    def ending():
        raise problem

    return ending


@pytest.mark.parametrize(
    "ending",
    [lambda: redirect("/"), raising(Conflict("Too late.")), raising(PermissionDenied("Not you."))],
    ids=["acts", "refuses", "forbids"],
)
def test_what_a_view_kept_in_the_session_or_said_is_gone_when_its_page_is_not_shown(ending, monkeypatch):
    request = posted()
    monkeypatch.setattr("cocommission.shared.views.sending.held_page", lambda *args: HttpResponse("copy"))
    show_held(request, acting(request, ending), HELD)
    assert dict(request.session.items()) == BEFORE
    assert [str(one) for one in get_messages(request)] == []


def test_what_a_view_kept_in_the_session_is_gone_when_it_fails():
    request = posted()
    with pytest.raises(BadRequest):
        show_held(request, acting(request, raising(BadRequest("No form at all."))), HELD)
    assert dict(request.session.items()) == BEFORE


def test_what_a_page_that_is_shown_kept_in_the_session_stays():
    request = posted()
    page = f"{HELD.words} A webinar"
    answer = show_held_or_typed(request, acting(request, lambda: HttpResponse(page)), HELD)
    assert answer.content.decode() == page
    assert request.session["more"] == 1


def test_a_page_that_has_the_words_but_not_what_was_typed_gives_it_to_copy():
    request = posted()
    request.method, request.path = "POST", "/"
    page = show_held_or_typed(request, acting(request, lambda: HttpResponse(HELD.words)), HELD).content.decode()
    assert "A webinar" in page


def kept_for_a_person():
    """A GET by somebody whose form was sent after the session ended."""
    request = posted()
    request.user, request.now = SimpleNamespace(pk=1, is_authenticated=True), read_clock()
    request.POST = QueryDict(f"form_token={new_number(1)}&title=A+webinar")
    request.META["HTTP_SEC_FETCH_SITE"] = "same-origin"
    typed.keep_typed(request)
    request.method = "GET"
    return request


def test_what_was_typed_stays_for_the_next_try_where_its_page_fails():
    request = kept_for_a_person()
    with pytest.raises(BadRequest):
        typed.typed_again(request, raising(BadRequest("No form at all.")))
    (kept,) = request.session[typed.KEY]
    assert kept["typed"] == {"title": ["A webinar"]}
    assert [str(one) for one in get_messages(request)] == []
    page = typed.typed_again(request, lambda: HttpResponse(request.POST["title"]))
    assert page.content.decode() == "A webinar"
    assert request.session[typed.KEY] == []


def test_a_button_on_a_page_of_its_own_is_shown_there_to_be_pressed_again():
    request = kept_for_a_person()
    page = typed.typed_again(request, lambda: redirect("/") if request.method == "POST" else HttpResponse("A button"))
    assert page.content.decode() == "A button"
    assert [str(one) for one in get_messages(request)] == [typed.PRESS]
