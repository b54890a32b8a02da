"""The form in which a governance officer records a practice's contract."""

from django import forms

from ccgs.terms.organisations import ContractKind, ContractStatus
from cocommission.shared.forms import DateField, NHSForm


class ContractForm(NHSForm):
    """Type, status, from when and why."""

    kind = forms.ChoiceField(
        label="Contract type",
        error_messages={"required": "Select the type of contract"},
        choices=ContractKind.choices,
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(
        label="Status",
        error_messages={"required": "Select whether the contract is active, suspended or reactivated"},
        choices=ContractStatus.choices,
        widget=forms.RadioSelect,
        help_text="A practice that joins a fully integrated MCP suspends its contract and may reactivate it.",
    )
    from_on = DateField(label="From", error_messages={"required": "Enter the date this applies from"})
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter the reason for this change"},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the record",
    )
