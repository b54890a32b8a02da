"""Errors are pages in plain words; a refusal says the same on the page and in JSON; 500 and 503 need no database."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from cocommission.shared.errors import Refused
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views import errors
from tests.browser import Browser

BLOCKER = Blocker("APP-01", "The round closed at midday", "Region's officer", "Round notice")


def refuse(request, status):
    raise Refused(BLOCKER, "And the dossier is empty", status=status)


def deny(request):
    raise PermissionDenied("Ask your governance officer")


def break_down(request):
    raise ZeroDivisionError


def lose_database(request):
    raise OperationalError("gone")


def page(request):
    return HttpResponse("fine")


urlpatterns = [
    path("refuse/<int:status>/", refuse),
    path("api/refuse/<int:status>/", refuse),
    path("deny/", deny),
    path("break/", break_down),
    path("api/break/", break_down),
    path("lose/", lose_database),
    path("page/", page),
    path("", include("cocommission.urls")),
]
handler400 = "cocommission.shared.views.errors.bad_request"
handler403 = "cocommission.shared.views.errors.forbidden"
handler404 = "cocommission.shared.views.errors.not_found"
handler500 = "cocommission.shared.views.health.server_error"
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor():
    return Browser(raise_request_exception=False)


@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_a_refusal_is_a_page_with_its_reasons(db, visitor, status):
    response = visitor.get(f"/refuse/{status}/")
    shown = response.content.decode()
    assert response.status_code == status
    assert "The round closed at midday" in shown
    assert "And the dossier is empty" in shown
    assert "/rules/#APP-01" in shown


def test_a_refusal_is_json_for_programs(db, visitor):
    for address, headers in (("/api/refuse/409/", {}), ("/refuse/409/", {"Accept": "application/json"})):
        response = visitor.get(address, headers=headers)
        answer = json.loads(response.content)
        assert response.status_code == 409
        assert answer["detail"] == "The round closed at midday; And the dossier is empty"
        assert answer["blockers"][0]["rule"] == "APP-01"


def test_forbidden_says_why(db, visitor):
    response = visitor.get("/deny/")
    assert response.status_code == 403
    assert b"Ask your governance officer" in response.content


def test_not_found_tells_nothing(db, visitor):
    response = visitor.get("/ccgs/ZZZ/nothing/")
    assert response.status_code == 404
    assert b"Page not found" in response.content


@pytest.mark.parametrize("address", ["/ccgs/09%00W/", "/%00/", "/ccgs/09W/ballots/1/%00", "/api/v1/ccgs/%00/"])
def test_an_address_with_a_nul_is_refused_in_words(db, visitor, address):
    """PostgreSQL takes no NUL, so it must not get that far."""
    response = visitor.get(address)
    assert response.status_code == 400
    assert b"no address has" in response.content


def test_a_forged_form_is_refused(db):
    response = Browser(sends_token=False).post("/page/")
    assert response.status_code == 403
    assert b"open for too long" in response.content


@pytest.mark.parametrize(("address", "status", "words"), [("/break/", 500, b"not saved"), ("/lose/", 503, b"shortly")])
def test_server_errors_are_pages(db, visitor, address, status, words):
    response = visitor.get(address)
    assert response.status_code == status
    assert words in response.content


def test_server_errors_are_json_for_programs(db, visitor):
    assert json.loads(visitor.get("/api/break/").content)["detail"].startswith("Sorry")


@pytest.mark.parametrize("view", [errors.server_error, errors.unavailable, errors.bad_request])
def test_server_errors_need_no_database(view):
    request = RequestFactory().get("/x/")
    request.user = AnonymousUser()
    assert b"nhsuk-header" in view(request).content  # no `db` fixture: a query would fail the test


def test_strict_policy_with_a_nonce_on_every_page(db, visitor):
    for address in ("/rules/", "/accounts/login/", "/nothing/", "/refuse/409/", "/break/", "/lose/"):
        response = visitor.get(address)
        policy = response["Content-Security-Policy"]
        nonce = policy.split("'nonce-")[1].split("'")[0]
        shown = response.content.decode()
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert shown.count("<script") == shown.count(f'nonce="{nonce}"')
        assert ' style="' not in shown
        assert "<style" not in shown
