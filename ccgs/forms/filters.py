"""The filters of lists; they are sent by GET and work without JavaScript."""

from datetime import date
from typing import Any

from django import forms

from ccgs.models import Region
from ccgs.terms.models_held import ModelHeldCode
from cocommission.shared.forms import DateField, NHSForm, field_of
from cocommission.shared.rules.names import short_region


class DayField(DateField):
    """A day in three boxes, or as YYYY-MM-DD in a link."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **options)


class DayForm(NHSForm):
    """As at which day."""

    mark_optional = False
    at = DayField(label="As at", help_text="For example, 27 3 2016. Leave empty for today")

    def day_or(self, today: date) -> date:
        """The day that was asked for; `today` when there is none or it cannot be read (the error is shown)."""
        return self.cleaned_data.get("at") or today if self.is_valid() else today


class CCGFilterForm(DayForm):
    """The filters of the CCG list."""

    text = forms.CharField(label="Name or code", required=False, max_length=100)
    region = forms.ChoiceField(label="Region", required=False)
    model = forms.ChoiceField(label="Model held", required=False, choices=[("", "Any model"), *ModelHeldCode.choices])
    field_order = ("text", "region", "model", "at")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        regions = [(code, short_region(name)) for code, name in Region.objects.values_list("code", "name")]
        field_of(self, "region", forms.ChoiceField).choices = [("", "All regions"), *regions]

    @property
    def wanted(self) -> dict[str, str | None]:
        """What the list is filtered by; only what could be read."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return {
            "text": found.get("text") or None,
            "region": found.get("region") or None,
            "model_held": found.get("model") or None,
        }
