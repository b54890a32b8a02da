"""Forms of rounds and expressions of interest."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cocommission.shared.forms import DateField, MomentField, NHSForm, field_of
from cocommission.shared.forms.fields import read_day
from models_abc.models import Round
from models_abc.rules.rounds import USUAL_EVIDENCE
from models_abc.terms import CoCommissioningModel, EvidenceKind, Readiness, RoundPurpose

MODELS_WITH_ROUNDS = [
    ("", "No single model (expressions of interest)"),
    *((one.value, one.label) for one in CoCommissioningModel if one != CoCommissioningModel.A),
]


class RoundForm(NHSForm):
    """Everything that a round consists of; go-live days one on each line."""

    name = forms.CharField(label="Name", error_messages={"required": "Enter a name for the round"}, max_length=120)
    slug = forms.SlugField(
        label="Short name for the address",
        error_messages={"required": "Enter a short name for the address, for example delegated-2017"},
        max_length=60,
        help_text="For example, delegated-2017. You cannot change it later.",
    )
    purpose = forms.ChoiceField(
        label="What the round is for",
        error_messages={"required": "Select a purpose for the round"},
        choices=RoundPurpose.choices,
        widget=forms.RadioSelect,
    )
    model_sought = forms.ChoiceField(
        label="Model that is applied for", choices=MODELS_WITH_ROUNDS, required=False, widget=forms.RadioSelect
    )
    opens_at = MomentField(
        label="When it opens",
        error_messages={"required": "Enter the date and time the round opens"},
        help_text="For example, 1 6 2015 and 9:30am (London time).",
    )
    closes_at = MomentField(
        label="When it closes",
        error_messages={"required": "Enter the date and time the round closes"},
        help_text="For example, 6 11 2015 and midday. Applications at or after that time are late.",
    )
    decision_by_on = DateField(label="Day by which NHS England means to decide", required=False)
    go_live_on = forms.CharField(
        label="Days on which CCGs can go live",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Enter one date on each line, for example 27 3 2016.",
    )
    required_evidence = forms.MultipleChoiceField(
        label="Evidence that an application must bring",
        choices=EvidenceKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_for = forms.CharField(
        label="Only for some CCGs", max_length=200, required=False, help_text="Leave empty for every CCG."
    )
    source = forms.CharField(
        label="Guidance or letter that sets these dates",
        error_messages={"required": "Enter the guidance or letter that sets the dates"},
        max_length=300,
    )
    why = forms.CharField(
        label="Why it is changed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when the round is open already. CCGs that take part are told.",
    )

    def __init__(self, *args: Any, round: Round | None = None, **kwargs: Any) -> None:
        if round is not None:
            kwargs["initial"] = {
                "name": round.name,
                "purpose": round.purpose,
                "model_sought": round.model_sought,
                "opens_at": round.opens_at,
                "closes_at": round.closes_at,
                "decision_by_on": round.decision_by_on,
                "go_live_on": "\n".join(f"{on.day} {on.month} {on.year}" for on in round.go_live_on),
                "required_evidence": round.required_evidence,
                "only_for": round.only_for,
                "source": round.source,
            }
        else:
            kwargs.setdefault("initial", {"required_evidence": USUAL_EVIDENCE[CoCommissioningModel.C]})
        super().__init__(*args, **kwargs)
        del self.fields["slug" if round is not None else "why"]

    def clean_go_live_on(self) -> list[Any]:
        """The days as dates, each once, in order."""
        days = set()
        for line in filter(None, map(str.strip, self.cleaned_data["go_live_on"].splitlines())):
            try:
                days.add(read_day(line))
            except ValidationError as error:
                raise ValidationError([f"{line}: {mistake}" for mistake in error.messages]) from error
        return sorted(days)


class InterestForm(NHSForm):
    """Which model a CCG would like and how soon."""

    category = forms.ChoiceField(
        label="Which model interests the CCG",
        error_messages={"required": "Select a model"},
        choices=CoCommissioningModel.choices,
        widget=forms.RadioSelect,
    )
    readiness = forms.ChoiceField(
        label="How soon",
        error_messages={"required": "Select when the CCG will be ready"},
        choices=Readiness.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What NHS England should know", required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if round.model_sought:
            field_of(self, "category", forms.ChoiceField).choices = [
                (value, label) for value, label in CoCommissioningModel.choices if value == round.model_sought
            ]
            self.fields["category"].initial = round.model_sought
