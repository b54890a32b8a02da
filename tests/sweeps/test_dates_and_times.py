"""A date is typed in one way everywhere: day, month and year in three boxes, and the time, if any, in a fourth.

That no page shows a time as `12:00:00` or `12:00pm` is asked of every page of the role matrix: see `answers.py`.
"""

import re

import pytest
from django import forms

from cocommission.shared.forms import DateInput
from tests.sweeps.answers import badly_told
from tests.sweeps.test_required_messages import FORMS

IN_DIGITS = re.compile(r"YYYY|DD/MM|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}(-\d{2})?\b")
"""How nobody is asked to type a date."""
OF_DJANGO = (forms.DateInput, forms.DateTimeInput, forms.SplitDateTimeWidget)
OF_DATES = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
FIELDS = [(form, name, field) for form in FORMS for name, field in form.base_fields.items()]


@pytest.mark.parametrize(
    ("form", "name", "field"), FIELDS, ids=[f"{form.__module__}.{form.__qualname__}.{name}" for form, name, _ in FIELDS]
)
def test_a_date_is_typed_in_boxes(form, name, field):
    assert not isinstance(field.widget, OF_DJANGO), "a date in one box"
    if isinstance(field, OF_DATES):
        assert isinstance(field.widget, DateInput | forms.HiddenInput), "a date in one box"
    words = [field.label, field.help_text, *field.error_messages.values(), *field.widget.attrs.values()]
    assert not [str(text) for text in words if IN_DIGITS.search(str(text))]


@pytest.mark.parametrize(
    "text",
    [
        "12:00:00",
        "6 November 2015 at 12:00pm",
        "12:00 am",
        "at 9:30:00am",
        "Guidance, read at X",
        "approved by nhs england",
        "gms and pms contracts",
    ],
)
def test_a_badly_told_time_is_seen(text):
    assert badly_told(f"<main><p>{text}</p></main>")


def test_a_choice_without_words_is_seen():
    assert badly_told('<main><select><option value="">---------</option></select></main>')


@pytest.mark.parametrize("text", ["midday", "9:30am", "11:59:59pm", "12:30pm", "/rules/gms-x/", "by NHS England"])
def test_a_well_told_time_passes(text):
    assert not badly_told(f"<main><p>{text}</p></main>")
