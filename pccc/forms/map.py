"""Forms of the conflict map: a ruling on one member, and one for all who wait on an item."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cocommission.shared.forms import NHSForm, field_of
from pccc.rules.rulings import Leader
from pccc.terms.meetings import Handling


class RulerForm(NHSForm):
    """Who rules; not asked where only the person who fills in the form can."""

    ruled_by = forms.TypedChoiceField(
        label="Who decided",
        error_messages={"required": "Select who made the decision"},
        coerce=int,
        widget=forms.RadioSelect,
        choices=(),
    )

    def __init__(self, *args: Any, rulers: Sequence[Leader], own: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "ruled_by", forms.TypedChoiceField)
        field.choices = [(leader.person_id, leader.name) for leader in rulers]
        if len(rulers) == 1:
            field.initial = rulers[0].person_id
        if [leader.person_id for leader in rulers] == [own]:
            field.widget = forms.HiddenInput()


class RulingForm(RulerForm):
    """The chair's word on one member and one item."""

    ruled = forms.ChoiceField(
        label="Chair's decision on the conflict",
        error_messages={"required": "Select what the member must do"},
        choices=Handling.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if the decision is not what the map proposes.",
    )
    evidence = forms.CharField(
        label="Evidence that it was done",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=(
            "For example, when they left the room and came back. You do not need to repeat arrivals and "
            "departures recorded at the meeting."
        ),
    )
    field_order = ("ruled", "reason", "evidence", "ruled_by")
