"""The form of an act that needs a reason and nothing else."""

from typing import Any

from django import forms

from cocommission.shared.forms.messages import NHSForm

MOST = 20_000  # characters of a reason


class ReasonForm(NHSForm):
    """A reason. The page says what it is called, what is missing where it is empty, and who reads it."""

    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter a reason"},
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST,
    )

    def __init__(self, *args: Any, label: str = "", missing: str = "", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = label or reason.label
        reason.help_text = help_text
        reason.error_messages["required"] = missing or reason.error_messages["required"]
