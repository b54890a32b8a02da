"""The form in which a governance officer records a practice's contract."""

from django import forms

from ccgs.terms.organisations import ContractKind, ContractStatus
from cocommission.shared.forms import DateField


class ContractForm(forms.Form):
    """Type, status, from when and why."""

    kind = forms.ChoiceField(label="Contract type", choices=ContractKind.choices, widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label="Status",
        choices=ContractStatus.choices,
        widget=forms.RadioSelect,
        help_text="A practice that joins a fully integrated MCP suspends its contract and may reactivate it.",
    )
    from_on = DateField(label="From")
    reason = forms.CharField(
        label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="Kept in the record"
    )
