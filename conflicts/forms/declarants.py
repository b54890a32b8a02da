"""Who has to declare, and the filters of the officer's lists."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from cocommission.shared.clock import LONDON
from cocommission.shared.forms import DateField, NHSForm
from conflicts.terms import DeclarantGroup, InterestState, InterestType

YES_NO = (("yes", "Yes"), ("no", "No"))
DECIDES = "Does the person take decisions about money or contracts?"
UNSAID = {"required": "Select yes if the person takes decisions about money or contracts"}


def _start_of(on: date) -> datetime:
    return datetime.combine(on, time(), LONDON)


class DeclarantForm(NHSForm):
    """Somebody who has to declare and holds no post that says so."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={"required": "Enter the person's email address"},
        help_text="A new person gets an invitation to choose a password.",
    )
    name = forms.CharField(label="Name, if the person is new here", max_length=200, required=False)
    position = forms.CharField(
        label="Position in, or relationship with, the CCG",
        error_messages={"required": "Enter the person's position in the CCG, or relationship with it"},
        max_length=200,
        help_text="As it should appear on the register",
    )
    group = forms.ChoiceField(
        label="Group",
        error_messages={"required": "Select the group the person belongs to"},
        choices=DeclarantGroup.choices,
        widget=forms.RadioSelect,
    )
    decision_maker = forms.ChoiceField(
        label=DECIDES,
        choices=YES_NO,
        error_messages=UNSAID,
        widget=forms.RadioSelect,
        help_text="From 16 June 2017 the CCG may publish the entries of decision-makers only.",
    )
    starts_on = DateField(
        label="First day in this position", error_messages={"required": "Enter the person's first day in this position"}
    )

    def clean_decision_maker(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["decision_maker"] == "yes")

    def clean(self) -> dict[str, Any]:
        """A position starts as its first day begins."""
        cleaned = super().clean() or {}
        first = cleaned.pop("starts_on", None)
        return {**cleaned, "starts_at": _start_of(first)} if first else cleaned


class DeclarantEndForm(NHSForm):
    """The end of a position."""

    last_day = DateField(
        label="Last day in this position", error_messages={"required": "Enter the person's last day in this position"}
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean(self) -> dict[str, Any]:
        """A position ends as the day after its last day begins."""
        cleaned = super().clean() or {}
        last = cleaned.pop("last_day", None)
        return {**cleaned, "ends_at": _start_of(last + timedelta(days=1))} if last else cleaned


class DecisionMakerForm(NHSForm):
    """Whether somebody takes decisions."""

    decision_maker = forms.ChoiceField(label=DECIDES, choices=YES_NO, widget=forms.RadioSelect, error_messages=UNSAID)
    reason = forms.CharField(
        label="Why",
        error_messages={"required": "Enter why you are changing this"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_decision_maker(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["decision_maker"] == "yes")


class DeclarationFilterForm(NHSForm):
    """The filters of the working list."""

    mark_optional = False
    text = forms.CharField(label="Person, organisation or words", required=False, max_length=100)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any state"), *InterestState.choices])
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "Any type"), *InterestType.choices])
    group = forms.ChoiceField(label="Group", required=False, choices=[("", "Any group"), *DeclarantGroup.choices])
    ended = forms.ChoiceField(
        label="Ended", required=False, choices=[("", "Ended or not"), ("no", "Not ended"), ("yes", "Ended")]
    )
    late = forms.BooleanField(label="Only those declared late", required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        """What the list is filtered by; only what could be read."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
