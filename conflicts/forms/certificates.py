"""Forms of self-certification."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cocommission.shared.forms import NHSForm
from conflicts.rules.certificates import explain
from conflicts.terms import CertificatePeriod


class PeriodForm(NHSForm):
    """What it covers."""

    period = forms.ChoiceField(
        label="What it covers",
        error_messages={"required": "Select a quarter or a year"},
        choices=[
            (CertificatePeriod.QUARTER, "The last whole quarter"),
            (CertificatePeriod.YEAR, "The last whole year from April to March"),
        ],
        widget=forms.RadioSelect,
    )


class ExplanationsForm(NHSForm):
    """One explanation for each answer that departs."""

    def __init__(
        self, *args: Any, departs: Sequence[Mapping[str, Any]], explanations: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for answer in departs:
            self.fields[f"explain_{answer['id']}"] = forms.CharField(
                label=answer["asks"],
                help_text=explain(answer),
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                initial=explanations.get(answer["id"], ""),
            )

    def clean(self) -> dict[str, Any]:
        """The explanations by answer."""
        cleaned = super().clean() or {}
        return {"explanations": {name.removeprefix("explain_"): text for name, text in cleaned.items()}}
