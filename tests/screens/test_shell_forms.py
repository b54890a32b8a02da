"""Each Django widget becomes its NHS component, with its errors, hints and typed values."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils.translation import gettext_lazy

from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Refused
from cocommission.shared.forms import DateField, MomentField, NHSForm, add_refusal
from cocommission.shared.forms.gone import no_longer_asked
from cocommission.shared.rules.blockers import Blocker

MODELS = [("A", "Model A"), ("B", "Model B")]


def missing(words):
    return {"required": words}


class Everything(NHSForm):
    name = forms.CharField(help_text="As in the national file", max_length=5, error_messages=missing("Enter your name"))
    address = forms.EmailField(label="E-mail", required=False)
    number = forms.IntegerField()
    share = forms.DecimalField()
    on = DateField(label="Go-live date", error_messages=missing("Enter the date of go-live"))
    at = MomentField(label="Closes", error_messages=missing("Enter when it closes"))
    plain_on = forms.DateField()
    plain_at = forms.DateTimeField()
    one = forms.ChoiceField(choices=MODELS, widget=forms.RadioSelect, error_messages=missing("Select a model"))
    many = forms.MultipleChoiceField(
        choices=MODELS, widget=forms.CheckboxSelectMultiple, error_messages=missing("Select at least one model")
    )
    listed = forms.ChoiceField(choices=[("", "Choose"), *MODELS], error_messages=missing("Select one of the list"))
    several = forms.MultipleChoiceField(choices=MODELS)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}))
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".docx"}), error_messages=missing("Choose a Word file")
    )
    secret = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    sure = forms.BooleanField(label=gettext_lazy("Yes"), error_messages=missing("Tick the box to go on"))
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")
    both = forms.SplitDateTimeField()


@pytest.fixture
def empty():
    return str(Everything())


@pytest.mark.parametrize(
    "part",
    [
        'class="nhsuk-input nhsuk-input--width-5" id="id_name" name="name" type="text"',
        'id="id_name-hint"',
        "E-mail (optional)",
        'type="email" spellcheck="false"',
        'inputmode="numeric"',
        'inputmode="decimal"',
        'name="on[day]"',
        'name="on[month]"',
        'name="on[year]"',
        'name="at[time]"',
        'type="date"',
        'type="datetime-local"',
        'class="nhsuk-radios__input" id="id_one_0" name="one" type="radio" value="A"',
        'class="nhsuk-checkboxes__input" id="id_many_1" name="many" type="checkbox" value="B"',
        '<select class="nhsuk-select" id="id_listed" name="listed">',
        'id="id_several" name="several" multiple',
        '<textarea class="nhsuk-textarea" id="id_text" name="text" rows="8">',
        'class="nhsuk-file-upload__input" id="id_file" name="file" type="file" accept=".docx"',
        'class="nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input" id="id_secret"',
        'autocomplete="new-password"',
        'id="id_sure" name="sure" type="checkbox" value="on"',
        '<input type="hidden" name="hidden" value="x" id="id_hidden">',
        'name="both_0"',
    ],
)
def test_each_widget_has_its_component(empty, part):
    assert part in empty


def test_an_untouched_form_has_no_errors(empty):
    assert "There is a problem" not in empty
    assert "error" not in empty


@pytest.mark.parametrize(
    ("field", "target", "words"),
    [
        ("name", "id_name", "Enter your name"),
        ("on", "id_on-day", "Enter the date of go-live"),
        ("at", "id_at-day", "Enter when it closes"),
        ("one", "id_one_0", "Select a model"),
        ("many", "id_many_0", "Select at least one model"),
        ("listed", "id_listed", "Select one of the list"),
        ("file", "id_file", "Choose a Word file"),
        ("sure", "id_sure", "Tick the box to go on"),
    ],
)
def test_the_summary_links_to_each_field_in_words_that_name_it(field, target, words):
    form = Everything({})
    page = str(form)
    assert f'<a href="#{target}">\n            {words}\n' in page
    assert f'id="{target}"' in page
    assert f'<span class="nhsuk-u-visually-hidden">Error: </span>{words}' in page


def test_what_was_typed_is_shown_again():
    typed = {"on[day]": "31", "on[month]": "2", "on[year]": "2016", "name": "<b>", "text": "one\ntwo\n  three"}
    page = str(Everything({**typed, "one": "B", "many": ["A"]}))
    assert 'value="31"' in page
    assert "&lt;b&gt;" in page
    assert ">one\ntwo\n  three</textarea>" in page
    assert 'name="one" type="radio" value="B" checked' in page
    assert "Enter a real date, for example 27 3 2016" in page


def test_initial_values_are_taken_apart():
    initial = {"on": date(2016, 4, 1), "at": datetime(2015, 11, 6, 12, tzinfo=UTC), "plain_on": date(2016, 4, 1)}
    page = str(Everything(initial=initial))
    assert 'name="at[time]" type="text" value="12:00"' in page
    assert 'name="on[year]" type="text" value="2016"' in page
    assert 'type="date" value="2016-04-01"' in page


class Typed(NHSForm):
    """Fields without a message of their own for what cannot be read."""

    name = forms.CharField(max_length=5)
    address = forms.EmailField()
    code = forms.SlugField()
    number = forms.IntegerField(min_value=1, max_value=90)
    share = forms.DecimalField(decimal_places=2, max_digits=6)
    on = forms.DateField()
    at = forms.DateTimeField()
    one = forms.ChoiceField(choices=MODELS)
    many = forms.MultipleChoiceField(choices=MODELS)
    own = forms.IntegerField(error_messages={"invalid": "Enter how many practices voted"})


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "St Marys", "Enter 5 characters or fewer. You entered 8"),
        ("name", "a\x00", "Remove the characters that cannot be printed"),
        ("address", "gp", "Enter an email address in the correct format, like name@example.com"),
        ("code", "a b", "Enter only letters, numbers, hyphens and underscores"),
        ("number", "many", "Enter a whole number, for example 12"),
        ("number", "0", "Enter a number that is 1 or more"),
        ("number", "91", "Enter a number that is 90 or less"),
        ("share", "some", "Enter a number, for example 12.50"),
        ("share", "1.234", "Enter a number with 2 decimal places or fewer"),
        ("share", "12345", "Enter 4 digits or fewer before the decimal point"),
        ("on", "soon", "Enter a real date, for example 27 3 2016"),
        ("at", "soon", "Enter a real date and time, for example 27 3 2016 and 9:30am"),
        ("one", "C", "Select an option from the list"),
        ("many", ["C"], "Select an option from the list"),
        ("many", "C", "Select one or more options from the list"),
        ("own", "many", "Enter how many practices voted"),
    ],
)
def test_what_cannot_be_read_is_named_in_our_words(field, typed, words):
    assert Typed({field: typed}).errors[field] == [words]


class When(NHSForm):
    on = DateField(label="Date")
    at = MomentField(label="Moment", required=False)


@pytest.mark.parametrize(
    ("day", "month", "year", "answer"),
    [
        ("6", "11", "2015", date(2015, 11, 6)),
        ("06", "Nov", "2015", date(2015, 11, 6)),
        ("6", "november", "2015", date(2015, 11, 6)),
        ("6", "", "2015", "Enter a date that includes a month"),
        ("", "", "2015", "Enter a date that includes a day and a month"),
        ("31", "4", "2015", "Enter a real date, for example 27 3 2016"),
        ("6", "11", "15", "Enter a real date, for example 27 3 2016"),
        ("x", "11", "2015", "Enter a real date, for example 27 3 2016"),
        ("٣", "11", "2015", date(2015, 11, 3)),
        ("6", "11", "99999999999999999999", "Enter a real date, for example 27 3 2016"),
    ],
)
def test_dates_as_people_write_them(day, month, year, answer):
    form = When({"on[day]": day, "on[month]": month, "on[year]": year})
    form.is_valid()
    assert form.cleaned_data.get("on") == answer if isinstance(answer, date) else form.errors["on"] == [answer]


@pytest.mark.parametrize(
    ("time", "hour"),
    [
        ("12:00", 12),
        ("midday", 12),
        ("12 noon", 12),
        ("midnight", 0),
        ("9.30", 9.5),
        ("9:30pm", 21.5),
        ("12am", 0),
        ("00:00", 0),
    ],
)
def test_times_as_people_write_them(time, hour):
    form = When({"on": "2015-11-06", "at[day]": "6", "at[month]": "11", "at[year]": "2015", "at[time]": time})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2015, 11, 6, int(hour), int(hour % 1 * 60), tzinfo=LONDON)


@pytest.mark.parametrize("time", ["", "25:00", "9", "13pm", "soon", "12:60"])
def test_times_that_are_none(time):
    form = When({"on": "2015-11-06", "at[day]": "6", "at[month]": "11", "at[year]": "2015", "at[time]": time})
    assert not form.is_valid()
    assert "time" in form.errors["at"][0]


def test_a_time_that_the_clock_jumps_over_is_refused():
    form = When({"on": "2015-11-06", "at[day]": "29", "at[month]": "3", "at[year]": "2015", "at[time]": "01:30"})
    assert not form.is_valid()
    assert form.errors["at"] == ["Enter a time before 1am, or 2am or later: the clocks change that night"]


def test_a_single_iso_value_is_taken_too():
    form = When({"on": "2015-11-06", "at": "2015-11-06T12:00"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2015, 11, 6, 12, tzinfo=LONDON)


def test_has_changed_compares_dates_not_texts():
    typed = {"on[day]": "06", "on[month]": "11", "on[year]": "2015"}
    assert When(typed, initial={"on": date(2015, 11, 6)}).changed_data == []


def test_reasons_of_an_action_stand_at_their_fields():
    form = When({"on": "2015-11-06"})
    assert form.is_valid()
    add_refusal(form, Refused(Blocker("X-1", "Too early", "You", field="on"), "The ballot is closed"))
    page = str(form)
    assert form.errors["on"] == ["Too early"]
    assert form.non_field_errors() == ["The ballot is closed"]
    assert "The ballot is closed" in page


@pytest.mark.parametrize("value", ["ALLOW", "LEAVE_ROOM", "17", "on", ""])
def test_the_code_of_a_choice_that_is_no_longer_asked_is_not_read_out(value):
    words = no_longer_asked("answer-outcome", value)
    assert words.startswith("This page no longer asks for “Outcome”, so your answer was not recorded.")


def test_what_was_typed_for_a_question_that_is_no_longer_asked_is_quoted():
    assert "your answer “Too early, we think” was not recorded" in no_longer_asked("reason", "Too early, we think")
