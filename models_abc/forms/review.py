"""Forms of the region's side of an application."""

from typing import Any

from django import forms

from cocommission.shared.forms import DateField, MomentField, NHSForm
from models_abc.forms.applications import FILE_HELP
from models_abc.terms import DecisionOutcome

CONDITIONS = 6


class DecisionForm(NHSForm):
    """The decision, its reasons and its conditions."""

    outcome = forms.ChoiceField(
        label="Decision",
        error_messages={"required": "Select NHS England's decision"},
        choices=DecisionOutcome.choices,
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Reasons",
        error_messages={"required": "Enter the reasons for the decision"},
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The decision is made in writing, with reasons; the CCG and the public read them.",
    )
    conditions = forms.CharField(
        label="Conditions",
        required=False,
        widget=forms.Textarea(attrs={"rows": CONDITIONS}),
        help_text="For an approval with conditions: one on each line. Each has to be met before go-live.",
    )
    due_on = DateField(label="Conditions to be met by", required=False)

    def clean(self) -> dict[str, Any]:
        """The conditions, one for each line and all due on the same day, as the action takes them."""
        data: dict[str, Any] = super().clean() or {}
        due_on = data.pop("due_on", None)
        lines = [line.strip() for line in data.get("conditions", "").splitlines()]
        return {**data, "conditions": [(line, due_on) for line in lines if line]}


class LateForm(NHSForm):
    """Permission to come late."""

    until_at = MomentField(
        label="New closing time for this application",
        error_messages={"required": "Enter the new date and time the application is due"},
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter why the application may be late"},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is recorded and published.",
    )


class MetForm(NHSForm):
    """A condition is met."""

    reason = forms.CharField(
        label="Why the condition is met",
        error_messages={"required": "Enter how the condition was met"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreementForm(NHSForm):
    """The Delegation Agreement for signature."""

    file = forms.FileField(
        label="Delegation Agreement",
        error_messages={"required": "Choose a file with the Delegation Agreement"},
        help_text=FILE_HELP,
    )
