"""Messages that do not arrive (F-61), and the address of the page that each of them is about."""

import io
import json
import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command

from cocommission.shared.actions.outbox import deliver_due, note_bounce, post_message, send_again
from cocommission.shared.models import Message, Person

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@example.invalid
To: noreply@example.invalid
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not work.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.invalid

Final-Recipient: rfc822; p@example.invalid
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: {kind}

From: noreply@example.invalid
Message-ID: {key}
Subject: A ballot is open

--b--
"""


@pytest.fixture
def person():
    return Person.objects.create_user("p@example.invalid", name="Person")


@pytest.fixture
def message(person, now):
    return post_message(key="k", to=person, subject="A ballot is open", text="Vote by Friday.", now=now,
                        about="CCG 09W", link="/vote/7/")  # fmt: skip


@pytest.fixture
def sent(message, now):
    deliver_due(now=now)
    return message


def state_of(message):
    message = Message.objects.get(pk=message.pk)
    return message.state, message.last_error


def read(text, **more):
    out = io.StringIO()
    with mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()))):
        try:
            call_command("read_bounce", stdout=out, **more)
        except SystemExit as ended:
            return ended.code, out.getvalue()
    return 0, out.getvalue()


def test_a_message_ends_with_the_address_of_its_page(message, now, settings):
    settings.SERVICE_URL = "https://co.example.invalid"
    deliver_due(now=now)
    assert mail.outbox[0].body == "Vote by Friday.\n\nhttps://co.example.invalid/vote/7/\n"


def test_a_message_about_no_page_has_no_address(person, now):
    post_message(key="n", to=person, subject="News", text="Only words.", now=now, about="CCG 09W")
    deliver_due(now=now)
    assert mail.outbox[0].body == "Only words."


@pytest.mark.parametrize(("code", "state"), [(550, "BOUNCED"), (551, "BOUNCED"), (450, "QUEUED")])
def test_what_the_server_refuses_for_good_has_bounced(message, now, code, state):
    refused = smtplib.SMTPRecipientsRefused({"p@example.invalid": (code, b"No such user")})
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=refused):
        assert deliver_due(now=now) == (0, 1)
        assert deliver_due(now=now) == (0, 0)
    assert state_of(message) == (state, f"{code} No such user")


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_marks_its_message(sent, kind):
    text = REPORT.format(action="failed", kind=kind, key=f"<{sent.pk}.outbox@cocommission.invalid>")
    code, out = read(text, json=True)
    assert (code, json.loads(out)) == (0, {"bounced": [sent.pk]})
    assert state_of(sent) == ("BOUNCED", "smtp; 550 5.1.1 No such user")
    assert read(text)[0] == 1, "a second report changes nothing"


@pytest.mark.parametrize("key", ["<7@elsewhere.invalid>", "<99999999.outbox@cocommission.invalid>", "", "<x.outbox>",
                                 "<9999999999999999999999.outbox@cocommission.invalid>"])  # fmt: skip
def test_a_report_about_something_else_marks_nothing(sent, key):
    code, _ = read(REPORT.format(action="failed", kind="message/rfc822", key=key))
    assert code == 1
    assert state_of(sent)[0] == "SENT"


@pytest.mark.parametrize("text", ["", "x", "\0", REPORT.format(action="delayed", kind="message/rfc822", key="<1.x>")])
def test_a_letter_that_is_no_report_of_failure_marks_nothing(sent, text):
    assert read(text)[0] == 1
    assert state_of(sent)[0] == "SENT"


def test_a_delay_is_no_bounce(sent):
    key = f"<{sent.pk}.outbox@cocommission.invalid>"
    assert read(REPORT.format(action="delayed", kind="message/rfc822", key=key))[0] == 1
    assert state_of(sent)[0] == "SENT"


def test_a_bounced_message_goes_to_the_address_of_today(sent, person, now):
    note_bounce(message_id=f"{sent.pk}.outbox@cocommission.invalid", reason="No such\r\nuser")
    assert state_of(sent) == ("BOUNCED", "No such user")
    person.email = "new@example.invalid"
    person.save()
    send_again(message=sent, now=now)
    deliver_due(now=now)
    assert mail.outbox[-1].to == ["new@example.invalid"]
    assert state_of(sent)[0] == "SENT"


def test_a_queued_message_cannot_bounce(message):
    assert note_bounce(message_id=f"<{message.pk}.outbox@cocommission.invalid>", reason="x") is None
    assert state_of(message)[0] == "QUEUED"
