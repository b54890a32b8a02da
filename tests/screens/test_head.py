"""HEAD is answered as GET is, without the body: asked of the WSGI application, since Django's test client hides it."""

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from cocommission.shared.middleware import HeadMiddleware

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/ccgs/", "/ccgs/09W/", "/nothing/", "/accounts/login/", "/tasks/", "/rules/"]


def asked(method: str, address: str) -> tuple[str, dict[str, str], bytes]:
    got: list[Any] = []
    body = get_wsgi_application()(
        RequestFactory().generic(method, address).environ, lambda status, headers: got.extend([status, dict(headers)])
    )
    whole = b"".join(body)
    body.close()
    return got[0], got[1], whole


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_status_of_get_and_no_body(address, world):
    status, _, body = asked("GET", address)
    bare_status, headers, nothing = asked("HEAD", address)
    assert (bare_status, nothing) == (status, b"")
    if body and "Content-Length" in headers:
        assert int(headers["Content-Length"]) > 0


def test_a_streamed_answer_has_no_body_either():
    request = RequestFactory().head("/")
    answer = HeadMiddleware(lambda _: StreamingHttpResponse([b"a", b"b"]))(request)
    assert list(answer) == []
