"""What the seal of a check page holds: record, text, who decides, one sending; and what the page keeps quiet."""

import re
from datetime import date

import pytest
from django import forms
from django.urls import reverse

from cocommission.shared.forms.answers import answers_of
from conflicts.models import Breach
from models_abc.actions.arrangements import withdraw_arrangement
from models_abc.models import Arrangement
from models_abc.terms import ArrangementState
from pccc.actions.attendance import record_movement
from pccc.actions.meetings import open_meeting
from pccc.actions.minutes import add_words, finalise, take_back
from pccc.models import Decision, Minutes
from pccc.terms import AttendanceKind, Direction
from tests.actions.test_minutes import minuted
from tests.browser import Browser, check_on
from tests.factories.conflict_map import body, interest
from tests.factories.decisions import decided_and_closed, sitting, taken
from tests.factories.meetings import planned
from tests.factories.rounds import arrangement, local_round
from tests.forms import form_to
from tests.sweeps.matrix_models_abc_rounds import a_proposal

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Browser(confirms=False)
    client.force_login(person)
    return client


def checked(client, url, **data):
    """The check page for a form of the page at `url`."""
    return client.post(url, form_to(client.get(url).content.decode(), url).with_data(data))


def confirmed(client, url, page):
    return client.post(url, check_on(page).with_data({}))


def test_the_same_page_of_a_form_records_one_decision(world, travel):
    meeting = sitting(world)
    travel(meeting.later(1))
    client = signed_in(world.secretary)
    url = reverse("decision-urgent", kwargs={"code": world.ccg.code, "number": meeting.meeting.committee.number})
    agreed = [str(meeting.people[role].pk) for role in ("LAY_MEMBER", "CHIEF_OFFICER")]
    form = form_to(client.get(url).content.decode(), url)
    data = form.with_data({"title": "A list closes", "function": "CONTRACTS", "text": "Stand in.",
                           "urgent_reason": "The doctor died.", "conflicts": "None", "agreed": agreed})  # fmt: skip
    first = confirmed(client, url, client.post(url, data))
    again = client.post(url, data)
    assert (first.status_code, again.status_code, again["Location"]) == (302, 302, first["Location"])
    assert Decision.objects.count() == 1


def test_the_page_names_who_decides(world, travel):
    meeting, item = taken(world)
    travel(meeting.later(1))
    for how in ("ALL_FOR", "CONSENSUS"):
        page = checked(signed_in(world.secretary), f"{item.url}decide/", how=how, text="Yes.", function="CONTRACTS")
        answers = page.content.decode()
        assert all(person.name in answers for role, person in meeting.people.items() if role == "LAY_MEMBER")


def test_who_came_in_meanwhile_did_not_agree(world, travel):
    meeting, item = taken(world)
    nurse, url = meeting.people["NURSE"], f"{item.url}decide/"
    travel(meeting.later(1))
    client = signed_in(world.secretary)
    record_movement(meeting=meeting.fresh(), person=nurse, direction=Direction.OUT, by=meeting.by, now=meeting.later(2))
    travel(meeting.later(3))
    page = checked(client, url, how="CONSENSUS", text="Approved.", function="CONTRACTS")
    travel(meeting.later(4))
    record_movement(meeting=meeting.fresh(), person=nurse, direction=Direction.IN, by=meeting.by, now=meeting.later(4))
    travel(meeting.later(5))
    assert confirmed(client, url, page).status_code == 409
    assert not Decision.objects.exists()


def test_another_record_at_the_same_address_is_not_meant(world, travel):
    travel(world.now)
    round_ = local_round()
    first = arrangement(world.ccg, round_, ArrangementState.DRAFT)
    client, url = signed_in(world.officer), reverse("arrangement-withdraw", kwargs={"code": world.ccg.code})
    page = checked(client, url, reason="Not needed")
    withdraw_arrangement(arrangement=first, reason="Not needed", by=world.officer, now=world.now)
    second = arrangement(world.ccg, round_, ArrangementState.DRAFT, go_live_on=date(2016, 4, 1))
    assert confirmed(client, url, page).status_code == 409
    assert Arrangement.objects.get(pk=second.pk).state == ArrangementState.DRAFT


def test_minutes_with_other_words_are_not_meant(world, travel):
    meeting, _ = decided_and_closed(world)
    minutes = finalise(minutes=minuted(meeting), by=meeting.by, now=meeting.later(1))
    world.now = meeting.at
    after = planned(world, committee=meeting.committee, declare=False)
    after.paper(after.item())
    after.publish()
    after.at = after.meeting.starts_at
    roll = dict.fromkeys(meeting.people.values(), AttendanceKind.MEMBER)
    open_meeting(meeting=after.meeting, by=meeting.by, now=after.at, roll=roll)
    travel(after.later(1))
    client = signed_in(world.secretary)
    kwargs = {"code": world.ccg.code, "number": meeting.committee.number, "meeting": meeting.meeting.number}
    url = reverse("minutes-approve", kwargs=kwargs)
    page = checked(client, url, approved_at_meeting=str(after.meeting.pk))
    take_back(minutes=minutes, reason="A mistake", by=world.officer, now=after.later(2))
    draft = Minutes.objects.get(pk=minutes.pk)
    add_words(minutes=draft, words={"items": {"1": "Other words."}}, by=world.officer, now=after.later(3))
    finalise(minutes=Minutes.objects.get(pk=minutes.pk), by=world.officer, now=after.later(4))
    travel(after.later(5))
    assert confirmed(client, url, page).status_code == 409
    assert Minutes.objects.get(pk=minutes.pk).state == "FINAL"


def test_the_check_of_closing_tells_nobody_of_a_breach(world, now, travel):
    meeting = planned(world)
    surgery = body(practice=world.practices[0])
    interest(world.ccg, meeting.people["LOCAL_GP"], surgery, at=now)
    item = meeting.item("Contract of Amber Lane Surgery", affected=[surgery])
    meeting.publish().open()
    meeting.asked()
    meeting.finish(meeting.take(item))
    travel(meeting.later(5))
    client = signed_in(world.secretary)
    kwargs = {"code": world.ccg.code, "number": meeting.committee.number, "meeting": meeting.meeting.number}
    url = reverse("meeting-close", kwargs=kwargs)
    page = client.post(url, {})
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert "Who we tell" not in words
    assert "breach, number" not in words
    assert confirmed(client, url, page).status_code == 302
    assert Breach.objects.count() == 1


def test_an_answer_of_yes_or_no_is_shown_in_the_words_of_the_form():
    class Answer(forms.Form):
        agree = forms.TypedChoiceField(
            choices=[("yes", "Agree"), ("no", "Decline")], coerce=lambda given: given == "yes"
        )
        who = forms.MultipleChoiceField(choices=[("1", "Ann, Lay member"), ("2", "Bea, Nurse")])

    form = Answer({"agree": "no", "who": ["1", "2"]})
    assert form.is_valid()
    assert [said for _, said in answers_of(form)] == ["Decline", "Ann, Lay member\nBea, Nurse"]


def test_the_page_shows_what_is_decided_about(world, travel):
    travel(world.now)
    client, url = signed_in(world.regional_officer), reverse("function-answer", kwargs=a_proposal(world))
    words = checked(client, url, agree="no", reason="Not yet").content.decode()
    assert "Check before you confirm" in words
    assert "Who would decide" in words
    assert "Decline" in words
