"""Forms of gifts and hospitality."""

import hashlib
from typing import Any

from django import forms
from django.db.models import QuerySet

from cocommission.shared.forms import DateField, NHSForm, rows_of
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.forms.registers import MOST, MinuteForm
from conflicts.queries.gifts import SORTS
from conflicts.rules.gifts import OfferFacts
from conflicts.terms.gifts import OfferAnswer, OfferKind

YES_NO = [("yes", "Yes"), ("no", "No")]
LONG = forms.Textarea(attrs={"rows": 4})


def is_yes(value: str) -> bool:
    """What a yes or no question was answered."""
    return value == "yes"


class GiftFilterForm(MinuteForm):
    """The filters of the register."""

    text = forms.CharField(label="Name, source or words", required=False, max_length=100)
    kind = forms.ChoiceField(label="What was offered", required=False, choices=[("", "Anything"), *OfferKind.choices])
    field_order = ("text", "kind", "at")

    @property
    def wanted(self) -> dict[str, str]:
        """What the list is filtered and sorted by; only what could be read."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        sort = str(self.data.get("sort", "-date"))
        return {
            "text": found.get("text") or "",
            "kind": found.get("kind") or "",
            "sort": sort if sort.removeprefix("-") in SORTS else "-date",
        }


class OfferForm(NHSForm):
    """One offer, answered or declined. The first sending shows what the rules say, the second records it."""

    person = forms.ModelChoiceField(
        label="Who was offered it",
        error_messages={"required": "Select the person who was offered it"},
        queryset=Person.objects.none(),
        empty_label=None,
    )
    kind = forms.ChoiceField(
        label="What was offered",
        error_messages={"required": "Select the kind of gift or hospitality"},
        choices=OfferKind.choices,
        widget=forms.RadioSelect,
    )
    details = forms.CharField(
        label="Describe it",
        widget=LONG,
        max_length=MOST,
        error_messages={"required": "Enter a description of what was offered"},
    )
    value = forms.DecimalField(
        label="Estimated value in pounds",
        error_messages={"required": "Enter an estimated value in pounds, for example 12.50"},
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        help_text="Such as 12.50",
    )
    offered_on = DateField(
        label="Date of the offer",
        error_messages={"required": "Enter the date it was offered"},
        help_text="The rules of that day apply.",
    )
    received_on = DateField(label="Date of receipt", required=False)
    source_name = forms.CharField(
        label="Who offered it",
        error_messages={"required": "Enter who made the offer"},
        max_length=200,
        help_text="A person or an organisation.",
    )
    source_business = forms.CharField(label="Nature of their business", max_length=200, required=False)
    supplier = forms.TypedChoiceField(
        label="Is the giver a supplier, or bidding to be one?",
        error_messages={"required": "Select yes if the giver is a supplier, or is bidding to be one"},
        choices=YES_NO,
        coerce=is_yes,
        widget=forms.RadioSelect,
    )
    beyond_modest = forms.TypedChoiceField(
        label="If it is travel or accommodation: is it more than modest",
        choices=YES_NO,
        coerce=is_yes,
        widget=forms.RadioSelect,
        initial="no",
        required=False,
    )
    answer = forms.ChoiceField(
        label="What happened to the offer?",
        error_messages={"required": "Select whether the offer was accepted or declined"},
        choices=OfferAnswer.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Reason for accepting or declining", widget=LONG, max_length=MOST, required=False)
    comments = forms.CharField(label="Other comments", widget=LONG, max_length=MOST, required=False)
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = rows_of(self, "person")
        field.queryset = people
        field.label_from_instance = lambda person: person.name

    @property
    def facts(self) -> OfferFacts:
        """What the rules judge and the register keeps."""
        modest = {"beyond_modest": bool(self.cleaned_data["beyond_modest"])}
        data = {**self.cleaned_data, **modest, "value_pence": int(self.cleaned_data["value"] * 100)}
        facts: OfferFacts = gather(OfferFacts, data)["facts"]
        return facts

    @property
    def fingerprint(self) -> str:
        """Stands for everything that was typed: the verdict that was shown is about exactly this."""
        typed = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name != "checked")
        return hashlib.sha256(repr(typed).encode()).hexdigest()


class ApprovalForm(NHSForm):
    """The senior approver's answer."""

    approve = forms.TypedChoiceField(
        label="Answer",
        error_messages={"required": "Select whether it may be accepted"},
        choices=[("yes", "It may be accepted"), ("no", "It must be declined or returned")],
        coerce=is_yes,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter the reason for your answer"},
        widget=LONG,
        max_length=MOST,
        help_text="Shown on the public register.",
    )


class WithdrawForm(NHSForm):
    """Taking an entry out."""

    reason = forms.CharField(
        label="What was wrong with the entry",
        error_messages={"required": "Enter why you are withdrawing this entry"},
        widget=LONG,
        max_length=MOST,
    )
