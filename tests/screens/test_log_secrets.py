"""Addresses that are keys never reach the log, whatever is wrong with the request (F-62, F-63)."""

import io
import logging

import pytest

from cocommission import logs
from cocommission.shared.actions.calendar import make_calendar_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """What the product's own formatter writes of Django's lines."""
    wanted = logs.configure("INFO")["formatters"]["json"]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.structlog.stdlib.ProcessorFormatter(
        processors=wanted["processors"], foreign_pre_chain=wanted["foreign_pre_chain"]))  # fmt: skip
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield stream.getvalue
    logger.removeHandler(handler)


KEY = "1a-cv7x9q-00112233445566778899aabbccddeeff"


@pytest.mark.parametrize(
    "address",
    [
        f"/calendar/{KEY}/",
        f"/calendar/{KEY}/tasks.ics",
        f"/calendar/{KEY}é/",
        f"/kalendar/{KEY}/",
        f"/accounts/password/reset/keys/{KEY}/",
    ],
)
def test_an_address_that_is_wrong_is_not_written(client, address, written):
    assert client.get(address).status_code == 404
    assert "Not Found" in written()
    assert KEY not in written()


@pytest.mark.parametrize("page", ["/calendar/{}/", "/accounts/password/reset/key/{}/"])
def test_a_refused_post_to_a_working_address_is_not_written(settings, world, now, written, page):
    from tests.browser import Browser

    token = make_calendar_address(person=world.officer, now=now)
    key = token if "calendar" in page else KEY
    assert Browser(sends_token=False).post(page.format(key)).status_code in (403, 405)
    assert "Forbidden" in written() or "Not Allowed" in written()
    assert key not in written()


def test_a_page_that_is_not_allowed_is_named_by_its_pattern(client, written):
    assert client.post("/rules/").status_code == 405
    assert "Method Not Allowed (POST): /rules/" in written()


def test_the_words_of_other_libraries_are_struck_out_too():
    said = logs.strike_out_secrets(None, "", {"event": f"GET /calendar/{KEY}/ and /accounts/password/reset/key/{KEY}/"})
    assert KEY not in said["event"]
    assert said["event"].count(logs.STRUCK_OUT) == 2
