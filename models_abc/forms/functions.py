"""Forms of agreements about functions."""

from datetime import date
from typing import Any

from django import forms

from cocommission.shared.forms import DateField, NHSForm, field_of
from models_abc.rules.functions import choices_for
from models_abc.terms import Decider, Function


class ProposalForm(NHSForm):
    """Who is to decide one function, from when on, and where that is written."""

    decider = forms.ChoiceField(
        label="Who decides", error_messages={"required": "Select who decides this function"}, widget=forms.RadioSelect
    )
    from_on = DateField(
        label="From which day",
        error_messages={"required": "Enter the date this applies from"},
        help_text="For example, 1 4 2016.",
    )
    source = forms.CharField(
        label="Where this is written",
        error_messages={"required": "Enter the document this is written in"},
        max_length=300,
        help_text="For example, Delegation agreement, schedule 2, paragraph 5.",
    )
    note = forms.CharField(
        label="Anything a reader should know", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, function: Function, model_held: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "decider", forms.ChoiceField).choices = [
            (one.value, Decider(one).label) for one in choices_for(function, model_held, on)
        ]


class AnswerForm(NHSForm):
    """The region's answer to a proposal."""

    agree = forms.TypedChoiceField(
        label="NHS England's answer",
        error_messages={"required": "Select whether NHS England agrees"},
        choices=[("yes", "Agree"), ("no", "Decline")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Needed when you decline."
    )
