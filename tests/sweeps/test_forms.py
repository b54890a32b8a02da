"""What the sweep over the forms of every page finds: one planted fault of each kind, and a page as it should be.

The sweep itself is part of the role matrix (tests/sweeps/test_role_matrix_<app>.py): each page that a column is given
is read, and each form on it is sent as it was drawn, through the real check of its token.
"""

import re

import pytest
from django.urls import reverse

from tests.sweeps.asking import answer, cases
from tests.sweeps.drawn import faults, forms_of, nested

TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'
BUTTON = "<button>Send</button>"
POSTED = {"committee-activate"}
ACTIVATE = "/ccgs/09W/committees/1/activate/"
# What is done to a sound page, and the word for it.
PLANTED = {
    "no token": (r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", "it carries no token"),
    "a stale token": (r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1" + "x" * 64, "it was answered 403"),
    "an address that is gone": (r'action="[^"]*/activate/"', 'action="/gone/"', "nothing answers /gone/"),
    "an address that takes no form": (r'action="[^"]*/activate/"', 'action="/rules/"', "no row of the matrix says"),
    "somebody else's act": (r'action="[^"]*/activate/"', 'action="/ccgs/09J/ballots/new/"', "it was answered 404"),
    "a form in a form": (r"(<form [^>]*activate)", r'<form action="/" method="get">\1', "a form stands inside another"),
}


def drawn(inside: str, head: str = f'action="{ACTIVATE}" method="post"'):
    return forms_of(f"<html><body><form {head}>{inside}</form></body></html>", "/page/")[0]


def test_a_sound_form_has_no_fault():
    assert list(faults(drawn(TOKEN + BUTTON), POSTED)) == []


@pytest.mark.parametrize(
    ("head", "inside", "fault"),
    [
        (f'action="{ACTIVATE}" method="post"', BUTTON, "it carries no token"),
        ('action="/nowhere/" method="post"', TOKEN + BUTTON, "nothing answers /nowhere/"),
        ('action="/rules/" method="post"', TOKEN + BUTTON, "no row of the matrix says that /rules/ takes a POST"),
        (f'action="{ACTIVATE}" method="put"', TOKEN + BUTTON, "the method is put"),
    ],
)
def test_a_fault_is_named(head, inside, fault):
    assert list(faults(drawn(inside, head), POSTED)) == [fault]


def test_a_form_inside_another_is_seen():
    assert nested("<form><p><form></form></form>")
    assert not nested("<form></form><form></form>")


def test_a_disabled_button_is_not_pressed():
    assert drawn(f"{TOKEN}<button disabled>Send</button>").buttons == ()
    assert drawn(TOKEN + BUTTON).buttons == (("", "", ACTIVATE),)


def test_hidden_fields_are_sent_as_drawn_and_the_button_that_was_pressed_with_them():
    form = drawn(f'{TOKEN}<input name="why"><input type="hidden" name="n" value="1"><button name="act" value="end">x')
    sent = form.filled_in({"why": "Left", "n": "2"}, form.buttons[0])
    assert sent == {"csrfmiddlewaretoken": ["abc"], "n": ["1"], "why": "Left", "act": "end"}


@pytest.fixture(scope="module")
def draft_page():
    """The row of a committee that can be activated: its page has the button."""
    return next(case for case in cases("pccc") if case.name == "committee" and case.expected["public"] == {404})


@pytest.mark.parametrize("planted", [None, *PLANTED], ids=lambda planted: planted or "a sound page")
def test_the_sweep_finds_what_is_planted_in_a_page(planted, draft_page, country, sender):
    with country.arranged(draft_page.arguments) as (world, arguments):
        given = answer(country.client("governance_officer"), "GET", reverse("committee", kwargs=arguments), None)
        page, words = given.content.decode(), ""
        if planted:
            pattern, instead, words = PLANTED[planted]
            changed = re.sub(pattern, instead, page)
            assert changed != page
            given.content = changed.encode()
        wrong = list(sender.wrong_forms(draft_page, "governance_officer", given, world, arguments))
    assert [words in one for one in wrong].count(True) >= 1 if planted else wrong == []
