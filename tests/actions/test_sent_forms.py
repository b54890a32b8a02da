"""Numbers of forms: for whom they were drawn, what the table keeps of them, and for how long."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from cocommission.shared import sweeps
from cocommission.shared.actions.sent_forms import KEPT, claim, give_up, settle
from cocommission.shared.forms.numbers import made_for, new_number, row_number
from cocommission.shared.models import SentForm
from conflicts.models import Breach
from tests.browser import Browser

pytestmark = pytest.mark.django_db


def test_a_number_is_sealed_for_the_person_that_the_page_was_drawn_for():
    number = str(new_number(7))
    assert made_for(number, 7)
    assert not any(made_for(number, other) for other in (None, 8, 77))
    assert not any(made_for(other, 7) for other in ("", "x", str(uuid4()), str(new_number(None))))
    assert new_number(7) != new_number(7)
    bent = UUID(number).bytes
    assert not made_for(str(UUID(bytes=bytes([bent[0] ^ 1]) + bent[1:])), 7)


def test_a_claimed_number_gives_what_was_sent_with_it_and_a_given_up_one_is_free(now):
    number = str(uuid4())
    with transaction.atomic():
        assert claim(number, "a", now=now) is None
        give_up(number)
        assert claim(number, "b", now=now) is None
        settle(number, "/there/")
        before = claim(number, "c", now=now)
    assert (before.contents_digest, before.answer) == ("b", "/there/")


def test_sent_forms_are_forgotten_after_some_days(now):
    for days in (0, 1):
        SentForm.objects.create(
            number_digest=str(days), contents_digest="x", sent_at=now - KEPT - timedelta(seconds=1 - 2 * days)
        )
    assert sweeps.run("forms.forget", now=now).done == 1
    assert SentForm.objects.get().pk == "1"


def test_sessions_that_ended_are_forgotten_with_what_they_kept(now):
    for key, minutes in (("ended", 0), ("lives", 1)):
        Session.objects.create(session_key=key, session_data="typed", expire_date=now + timedelta(minutes=minutes))
    assert sweeps.run("sessions.forget", now=now).done == 1
    assert Session.objects.get().pk == "lives"


def test_nothing_that_is_kept_leads_from_a_report_to_who_sent_it(world):
    number = str(new_number(world.officer.pk))
    client = Browser()
    client.force_login(world.officer)
    report = {"kind": "FAILURE", "happened_on[day]": "1", "happened_on[month]": "9", "happened_on[year]": "2015",
              "report": "They voted on their own contract.", "form_token": number}  # fmt: skip
    kinds = dict(Breach._meta.get_field("kind").choices)
    report["kind"] = next(iter(kinds))
    assert client.post("/ccgs/09W/registers/breaches/report/", report).status_code == 302
    sent = SentForm.objects.get()
    columns = {field.name for field in SentForm._meta.concrete_fields}
    assert columns == {"number_digest", "contents_digest", "answer", "sent_at"}
    kept = f"{sent.number_digest} {sent.contents_digest} {sent.answer}"
    assert number not in kept
    assert "own contract" not in kept
    assert Breach.objects.get().key == f"form:{row_number(number)}"
    with connection.cursor() as cursor:  # the number itself stands in no table: nothing can be tried out with it
        cursor.execute("SELECT count(*) FROM conflicts_breach WHERE to_jsonb(conflicts_breach)::text LIKE %s",
                       [f"%{number}%"])  # fmt: skip
        assert cursor.fetchone() == (0,)
