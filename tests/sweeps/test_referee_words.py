"""What the database refuses reaches the person as words: 409, exactly what it said, what was typed, nothing changed.

Every RAISE is marked: for people (`referee`) or against tampering and faults of the product (`guard`). Each one for
people is provoked past the action's own check, by a row of the files `referee_*.py`.
"""

import html
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path

from cocommission.shared.actions.ledger import enter
from cocommission.shared.database.referee import GUARD, OVERTAKEN, REFEREE, RefusedByDatabase
from cocommission.shared.forms.numbers import FIELD, new_number
from cocommission.shared.models import Entry
from cocommission.shared.views.submitting import form_data, submitted
from scripts.voice import Text, problems
from tests import database
from tests.browser import Browser
from tests.conftest import THE_MOMENT
from tests.sweeps.refereeing import PROVOCATIONS, Raise, contents, every_raise, raises_in

for found in sorted(Path(__file__).parent.glob("referee_*.py")):
    import_module(f"tests.sweeps.{found.stem}")

TYPED = "What was typed, and is not lost"


class Words(forms.Form):
    words = forms.CharField(label="Your words")


class Trial:
    """What the two views below do; set by each test."""

    act = staticmethod(lambda: None)


def _begin(request):
    """Half an act, which must not stay, and then what the referee refuses."""
    enter(book="NATIONAL", act="test.begun", by=None, now=request.now, subject="test:1")
    Trial.act()


def on_a_form(request):
    """A page with a form, as all pages hand theirs to an action."""
    form = Words(*form_data(request)[:1])
    if submitted(request, form, lambda _: _begin(request)):
        return HttpResponseRedirect("/")
    return HttpResponse(form.render() + f"{Entry.objects.count()} entries")  # a page asks the database after a refusal


@transaction.atomic
def on_a_button(request):
    """A page whose action is called by itself."""
    _begin(request)
    return HttpResponseRedirect("/")


urlpatterns = [
    path("tried/form/", on_a_form),
    path("tried/button/", on_a_button),
    path("api/tried/", on_a_button),
    path("", include("cocommission.urls")),
]


@pytest.fixture
def send(settings, monkeypatch):
    """Sends the form to one of the pages, and gives the answer with its text as it is read."""
    settings.ROOT_URLCONF = __name__

    def post(address, act):
        monkeypatch.setattr(Trial, "act", staticmethod(act))
        answer = Browser(raise_request_exception=False).post(address, {"words": TYPED, FIELD: new_number(None)})
        return answer.status_code, html.unescape(answer.content.decode())

    return post


def the_one(provocation) -> Raise:
    [one] = [one for one in every_raise() if provocation.fits(one)]
    return one


@pytest.mark.parametrize("provocation", PROVOCATIONS, ids=lambda one: f"{one.function}: {one.start}")
def test_a_refusal_is_read_in_its_own_words(provocation, country, send):
    moment = database.london(THE_MOMENT)
    with country.arranged(_as_it_is) as (world, _), time_machine.travel(moment, tick=False) as traveller:
        words = the_one(provocation).words
        with database.replaceable_clock() as stop_at:

            def clock(at):
                traveller.move_to(stop_at(at))
                return at

            clock(moment)
            act = provocation.scene(world, clock)
            connection.check_constraints()
            before = contents()
            with pytest.raises(RefusedByDatabase) as refused, transaction.atomic():
                act()
            assert refused.value.texts == [words]
            assert f"function {provocation.function}()" in refused.value.__cause__.diag.context
            status, page = send("/tried/form/", act)
            assert (status, words in page, TYPED in page) == (409, True, True), page
            status, page = send("/tried/button/", act)
            assert (status, words in page) == (409, True), page
            assert contents() == before


def _as_it_is(world):
    return {}


def test_what_people_read_of_the_referee_follows_the_voice(db):
    against = [
        f"{one.function}: {problem}"
        for one in every_raise()
        if one.marker == REFEREE
        for problem in problems(Text(Path("referee"), 0, one.words))
    ]
    assert against == []


def test_every_raise_is_marked(db):
    known = every_raise()
    assert {one.marker for one in known} == {REFEREE, GUARD}, [one for one in known if one.marker is None]


def test_each_raise_for_people_is_provoked(db):
    left = [one for one in every_raise() if one.marker == REFEREE and not any(p.fits(one) for p in PROVOCATIONS)]
    assert left == [], f"{len(left)} RAISE for people without a provocation"
    for provocation in PROVOCATIONS:
        assert the_one(provocation).marker == REFEREE


def test_a_raise_in_another_form_is_seen():
    source = "RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; RAISE unique_violation; RAISE NOTICE 'hello';"
    assert [one.marker for one in raises_in("f", source)] == [None, None, None]


def duplicate_person(world):
    return lambda: type(world.officer).objects.create_user(world.officer.email, None, name="Another")


def test_two_people_at_the_same_moment_read_general_words(world, send):
    status, page = send("/tried/form/", duplicate_person(world))
    assert (status, OVERTAKEN in page, TYPED in page) == (409, True, True)
    status, page = send("/api/tried/", duplicate_person(world))
    assert (status, OVERTAKEN in page) == (409, True)


def guarded():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ccgs_post SET role = 'AUDITOR' WHERE id = (SELECT min(id) FROM ccgs_post)")


def no_right():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ccgs_ccg")


def nothing_given():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ccgs_ccg SET name = NULL")


@pytest.mark.parametrize("fault", [guarded, no_right, nothing_given])
def test_a_fault_of_the_product_stays_an_error(world, send, fault):
    before = contents()
    for address in ("/tried/form/", "/tried/button/"):
        assert send(address, fault)[0] == 500
    assert contents() == before


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_at_the_commit_is_answered_too(send, now):
    """Foreign keys are looked at only then: somebody removed what the form named."""

    def lost():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ccgs_ccggrant (user_id, permission_id, content_object_id) "
                "SELECT 987654, min(id), 987654 FROM auth_permission"
            )

    before = contents()
    for address in ("/tried/form/", "/tried/button/"):
        status, page = send(address, lost)
        assert (status, OVERTAKEN in page, TYPED in page) == (409, True, address == "/tried/form/")
    assert contents() == before


COMMAND = """
import sys, django, manage
django.setup()
from django.db import transaction
from cocommission.shared.models import Person
from models_abc.management.commands import load_rounds

def overtaken(**_):
    with transaction.atomic():
        for _ in range(2):
            Person.objects.create_user("kim@example.invalid", None, name="Kim")

load_rounds.load_calendar = overtaken
manage.execute()
"""


@pytest.mark.parametrize(("options", "said"), [([], ""), (["--json"], json.dumps({"refused": [OVERTAKEN]}) + "\n")])
def test_a_command_says_what_was_refused(db, options, said):
    environment = {**os.environ, "DATABASE_URL": database.url(), "DJANGO_SETTINGS_MODULE": "cocommission.settings"}
    command = [sys.executable, "-c", COMMAND, "load_rounds", *options]
    done = subprocess.run(command, cwd=database.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout) == (1, OVERTAKEN + "\n", said)


def test_an_action_that_catches_the_database_catches_it_still(db, world):
    with pytest.raises(IntegrityError, match="shared_person_email"), transaction.atomic():
        duplicate_person(world)()
