"""Forms that link LMCs and partner bodies to a CCG."""

from typing import Any

from django import forms

from ccgs.models import LMC
from ccgs.terms.partners import PartnerKind
from cocommission.shared.forms import DateField, rows_of


class LinkLMCForm(forms.Form):
    """An LMC that covers the CCG."""

    lmc = forms.ModelChoiceField(label="LMC", queryset=LMC.objects.none(), empty_label="Choose an LMC")
    from_on = DateField(label="From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = rows_of(self, "lmc")
        field.queryset = LMC.objects.order_by("name")


class LinkPartnerForm(forms.Form):
    """A Healthwatch or Health and Wellbeing Board that covers the CCG."""

    kind = forms.ChoiceField(label="Kind of body", choices=PartnerKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="Name", max_length=200)
    from_on = DateField(label="From")


class EndLinkForm(forms.Form):
    """When and why a link ends."""

    to_on = DateField(label="First day on which it no longer covers the CCG")
    reason = forms.CharField(label="Reason", max_length=1000)


class LMCForm(forms.Form):
    """A new LMC."""

    code = forms.CharField(label="Short code", max_length=12, help_text="Capital letters and digits, for example KENT.")
    name = forms.CharField(label="Name", max_length=200)
