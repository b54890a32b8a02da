"""The form in which the national data steward records a model that a CCG holds already."""

from django import forms

from ccgs.terms.models_held import ModelHeldCode
from cocommission.shared.forms import DateField, NHSForm


class TakeOverForm(NHSForm):
    """Which model, since when, and which list says so."""

    model = forms.ChoiceField(
        label="Model that the CCG holds",
        choices=[(code.value, code.label) for code in (ModelHeldCode.B, ModelHeldCode.C)],
        widget=forms.RadioSelect,
        error_messages={"required": "Select the model the CCG holds"},
    )
    from_on = DateField(
        label="First day of the model",
        error_messages={"required": "Enter the first day the CCG held the model"},
        help_text="Today or earlier.",
    )
    source = forms.CharField(
        label="List or letter that says so",
        max_length=300,
        help_text="For example: NHS England, delegated commissioning CCGs, April 2015.",
        error_messages={"required": "Enter the list or letter that names the model"},
    )
