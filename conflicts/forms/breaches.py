"""Forms of breaches and training."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cocommission.shared.forms import DateField, NHSForm, rows_of
from cocommission.shared.models import Person
from conflicts.terms.breaches import BreachKind, TrainingModule

LONG = forms.Textarea(attrs={"rows": 5})
MOST = 20_000  # characters of a text


class ReportForm(NHSForm):
    """A report of somebody who is signed in."""

    kind = forms.ChoiceField(
        label="What it is about",
        error_messages={"required": "Select what the report is about"},
        choices=BreachKind.choices,
        widget=forms.RadioSelect,
    )
    happened_on = DateField(
        label="When it happened",
        error_messages={"required": "Enter the date it happened, or your best estimate"},
        help_text="For example, 27 3 2017. An estimate will do.",
    )
    report = forms.CharField(
        label="What happened",
        error_messages={"required": "Enter what happened, in as much detail as you can"},
        widget=LONG,
        max_length=MOST,
        help_text=(
            "Tell us who and what it is about. The Conflicts of Interest Guardian and the investigator will read it."
        ),
    )
    control = forms.CharField(
        label="Which rule or control it is about",
        max_length=200,
        required=False,
        help_text="For example, declaring at a meeting.",
    )
    about_guardian = forms.BooleanField(
        label="It is about the Conflicts of Interest Guardian",
        required=False,
        help_text="Then the Guardian does not see it: the Audit Chair or the Accountable Officer is told.",
    )


class PublicReportForm(ReportForm):
    """A report of anybody; name and address may stay empty."""

    reporter_name = forms.CharField(
        label="Your name",
        max_length=200,
        required=False,
        help_text="Only the Guardian sees it. It is never published.",
    )
    reporter_contact = forms.CharField(
        label="How the Guardian can reach you",
        max_length=200,
        required=False,
        help_text="An email address or telephone number.",
    )


class InvestigatorForm(NHSForm):
    """Who investigates."""

    investigator = forms.ModelChoiceField(
        label="Who investigates",
        error_messages={"required": "Select an investigator"},
        queryset=Person.objects.none(),
        empty_label="Choose a person",
        help_text="A person with a post in the CCG. It cannot be the reporter or the person it is about.",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "investigator").queryset = people
        rows_of(self, "investigator").label_from_instance = lambda person: person.name


class FindingsForm(NHSForm):
    """What the investigation found."""

    findings = forms.CharField(label="What was found", widget=LONG, max_length=MOST, required=False)
    learning = forms.CharField(label="What is to be learnt from it", widget=LONG, max_length=MOST, required=False)
    actions = forms.CharField(label="What was done about it", widget=LONG, max_length=MOST, required=False)


class PublicTextForm(NHSForm):
    """What the public reads."""

    public_text = forms.CharField(
        label="What the public reads",
        error_messages={"required": "Enter the text for the public"},
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MOST,
        help_text="Do not name people. Say what happened, what was learnt and what was done.",
    )


class TrainingForm(NHSForm):
    """One module that somebody took."""

    person = forms.ModelChoiceField(
        label="Who",
        error_messages={"required": "Select the person who took the training"},
        queryset=Person.objects.none(),
        empty_label="Choose a person",
    )
    module = forms.ChoiceField(
        label="Module",
        error_messages={"required": "Select a training module"},
        choices=TrainingModule.choices,
        widget=forms.RadioSelect,
    )
    score = forms.IntegerField(
        label="Score in per cent",
        error_messages={"required": "Enter a score from 0 to 100"},
        min_value=0,
        max_value=100,
    )
    taken_on = DateField(
        label="Day of the test",
        error_messages={"required": "Enter the date of the test"},
        help_text="For example, 27 3 2017",
    )
    certificate = forms.FileField(label="Certificate, up to 10 MB", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "person").queryset = people
        rows_of(self, "person").label_from_instance = lambda person: person.name
