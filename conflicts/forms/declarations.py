"""Forms for a declaration that was made: change it, end it, sign it off, withdraw it."""

from datetime import date, timedelta
from typing import Any

from django import forms

from cocommission.shared.forms import DateField, NHSForm
from conflicts.forms.interests import LONG, MOST, ConsentForm, KindForm, RoleForm
from conflicts.terms import Relationship


class ChangeForm(NHSForm):
    """What an entry says, on one page, with the reason for changing it."""

    kind = KindForm.base_fields["kind"]
    relationship = forms.ChoiceField(
        label="Who has it, if the interest is indirect",
        choices=[("", "It is my own"), *Relationship.choices],
        required=False,
    )
    relationship_words = forms.CharField(
        label="The relationship, if the interest is indirect", max_length=200, required=False
    )
    capacity = RoleForm.base_fields["capacity"]
    description = RoleForm.base_fields["description"]
    arose_on = DateField(
        label="Day on which the interest arose", error_messages={"required": "Enter the date the interest started"}
    )
    aware_on = DateField(
        label="Day on which the declarant became aware of it",
        error_messages={"required": "Enter the date the person became aware of the interest"},
    )
    consent = ConsentForm.base_fields["consent"]
    consent_reason = ConsentForm.base_fields["consent_reason"]
    late_reason = forms.CharField(label="If it was declared late: why", widget=LONG, max_length=MOST, required=False)
    reason = forms.CharField(
        label="What changed, and why",
        error_messages={"required": "Enter what you are changing, and why"},
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST,
    )

    def clean(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        cleaned: dict[str, Any] = super().clean() or {}
        consents = cleaned.pop("consent", "") == "yes"
        return {**cleaned, "consent_to_publish": consents}


class EndForm(NHSForm):
    """When an interest ended; where an end is recorded already, that it has not."""

    last_day = DateField(
        label="Last day of the interest", error_messages={"required": "Enter the date the interest ended"}
    )

    def __init__(self, *args: Any, ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ended:
            self.fields["last_day"].required = False
            self.fields["last_day"].help_text = "Leave it empty if the interest has not ended after all."

    def clean(self) -> dict[str, Any]:
        """The first day after it, as the action takes it."""
        last_day: date | None = (super().clean() or {}).get("last_day")
        return {"ended_on": last_day + timedelta(days=1) if last_day else None}


class ReviewForm(NHSForm):
    """Somebody else's sign-off."""

    mitigation = forms.CharField(
        label="Action taken to mitigate the conflict",
        error_messages={"required": "Enter what was done to manage the conflict"},
        widget=LONG,
        max_length=MOST,
        help_text="For example, “leaves the meeting for items on local incentive schemes”. Where nothing is needed, "
        "say so and why. This is published with the entry.",
    )


class WithdrawForm(NHSForm):
    """Taking an entry back."""

    reason = forms.CharField(
        label="What was wrong with it",
        error_messages={"required": "Enter why you are withdrawing this declaration"},
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST,
    )
