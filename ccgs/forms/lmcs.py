"""Forms that link LMCs and partner bodies to a CCG."""

from typing import Any

from django import forms

from ccgs.models import LMC
from ccgs.terms.partners import PartnerKind
from cocommission.shared.forms import DateField, NHSForm, rows_of


class LinkLMCForm(NHSForm):
    """An LMC that covers the CCG."""

    lmc = forms.ModelChoiceField(
        label="LMC",
        error_messages={"required": "Select an LMC"},
        queryset=LMC.objects.none(),
        empty_label="Choose an LMC",
    )
    from_on = DateField(label="From", error_messages={"required": "Enter the date the LMC covers the CCG from"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = rows_of(self, "lmc")
        field.queryset = LMC.objects.order_by("name")


class LinkPartnerForm(NHSForm):
    """A Healthwatch or Health and Wellbeing Board that covers the CCG."""

    kind = forms.ChoiceField(
        label="Kind of body",
        error_messages={"required": "Select Healthwatch or a Health and Wellbeing Board"},
        choices=PartnerKind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Name", error_messages={"required": "Enter the name of the body"}, max_length=200)
    from_on = DateField(label="From", error_messages={"required": "Enter the date the body covers the CCG from"})


class EndLinkForm(NHSForm):
    """When and why a link ends."""

    to_on = DateField(
        label="First day on which it no longer covers the CCG",
        error_messages={"required": "Enter the first day it no longer covers the CCG"},
    )
    reason = forms.CharField(
        label="Reason", error_messages={"required": "Enter why it no longer covers the CCG"}, max_length=1000
    )


class LMCForm(NHSForm):
    """A new LMC."""

    code = forms.CharField(
        label="Short code",
        error_messages={"required": "Enter a short code for the LMC"},
        max_length=12,
        help_text="Capital letters and digits, for example KENT.",
    )
    name = forms.CharField(label="Name", error_messages={"required": "Enter the name of the LMC"}, max_length=200)
