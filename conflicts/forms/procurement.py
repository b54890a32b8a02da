"""Forms of procurement decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from ccgs.models import CCG
from cocommission.shared.forms import DateField, NHSForm, rows_of
from cocommission.shared.models import Person
from cocommission.shared.rules.names import in_sentence
from conflicts.models import Body, Interest, ProcurementDecision
from conflicts.rules.checklist import Question
from conflicts.terms import ContractForm, InterestState, Route

LONG = forms.Textarea(attrs={"rows": 4})
DAY = "For example, 27 3 2017"


class DecisionForm(NHSForm):
    """What is decided."""

    title = forms.CharField(
        label="Contract or service",
        error_messages={"required": "Enter the contract or service this is about"},
        max_length=200,
    )
    description = forms.CharField(label="Description of the service", widget=LONG, required=False)
    existing = forms.BooleanField(label="It continues an existing contract", required=False)
    collaborative = forms.BooleanField(label="Together with other commissioners", required=False)
    form = forms.ChoiceField(
        label="Kind of contract",
        error_messages={"required": "Select the kind of contract"},
        choices=ContractForm.choices,
        widget=forms.RadioSelect,
    )
    route = forms.ChoiceField(
        label="How the provider is found", choices=[("", "Not chosen yet"), *Route.choices], required=False
    )
    clinical_lead = forms.CharField(label="Clinical lead", max_length=200, required=False)
    contract_manager = forms.CharField(label="Contract manager", max_length=200, required=False)
    process = forms.CharField(label="How and where it was decided", widget=LONG, required=False)
    decided_on = DateField(label="Day of the decision", required=False, help_text=DAY)
    decision = forms.CharField(label="The decision", widget=LONG, required=False)
    justification = forms.CharField(label="Why conflicts were handled this way", widget=LONG, required=False)
    gp_bidder = forms.BooleanField(
        label="A GP practice, a GP consortium or a body that GPs own may win",
        required=False,
        help_text="Then the checklist of the route is answered before the decision.",
    )
    lifetime_value = forms.IntegerField(
        label="Value over the life of the contract, in pounds", min_value=0, max_value=10**15, required=False
    )


class AwardForm(NHSForm):
    """What was awarded: the five items of regulation 9, and the advertisements."""

    provider = forms.ModelChoiceField(
        label="Provider, if it is on the register",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Not on the list",
        help_text="Then ties of those who took part to the provider are found.",
    )
    provider_name = forms.CharField(label="Name of the provider", max_length=200, required=False)
    provider_address = forms.CharField(
        label="Registered office or principal place of business", widget=LONG, required=False
    )
    description = forms.CharField(label="Description of the service", widget=LONG, required=False)
    amount = forms.IntegerField(label="Total amount in pounds", min_value=0, max_value=10**15, required=False)
    amounts_payable = forms.CharField(
        label="What is payable, where the total is not known", widget=LONG, required=False
    )
    starts_on = DateField(label="The contract starts on", required=False, help_text=DAY)
    ends_on = DateField(label="The contract ends on", required=False, help_text=DAY)
    selection_process = forms.CharField(label="By what process the provider was selected", widget=LONG, required=False)
    lifetime_value = forms.IntegerField(
        label="Value over the life of the contract, in pounds", min_value=0, max_value=10**15, required=False
    )
    ojeu_reference = forms.CharField(label="Reference of the OJEU notice", max_length=60, required=False)
    finder_reference = forms.CharField(label="Reference on Contracts Finder", max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "provider").queryset = Body.objects.filter(same_as=None).order_by("name")

    def clean(self) -> dict[str, Any]:
        """The name of the provider is that of the list where it is chosen there."""
        cleaned = super().clean() or {}
        if cleaned.get("provider") and not cleaned.get("provider_name"):
            cleaned["provider_name"] = cleaned["provider"].name
        return cleaned


class ParticipantForm(NHSForm):
    """Somebody who took part, with what conflict and how it was handled."""

    person = forms.ModelChoiceField(
        label="Who took part",
        queryset=Person.objects.none(),
        required=False,
        empty_label="A person who is not on this list",
        help_text="If you choose a person, we check their entries on the register.",
    )
    name = forms.CharField(label="Name, if the person is not on the list", max_length=200, required=False)
    role = forms.CharField(
        label="Role in the decision",
        error_messages={"required": "Enter the person's role in the decision"},
        max_length=200,
    )
    interest = forms.ModelChoiceField(
        label="Entry of the register that touches it",
        queryset=Interest.objects.none(),
        required=False,
        empty_label="None",
    )
    conflict = forms.CharField(
        label="Conflict of interest", widget=LONG, required=False, help_text="Leave empty when there is none."
    )
    handling = forms.CharField(label="How it was handled", widget=LONG, required=False)

    def __init__(self, *args: Any, ccg: CCG, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, interest = rows_of(self, "person"), rows_of(self, "interest")
        person.queryset = people
        person.label_from_instance = lambda one: one.name
        live = Interest.objects.filter(ccg=ccg).exclude(state=InterestState.WITHDRAWN).select_related("person", "body")
        interest.queryset = live.order_by("person__name", "number")
        interest.label_from_instance = lambda row: (
            f"{row.person.name}: entry {row.number}, {in_sentence(row.get_capacity_display())}"
            + (f", {row.body.name}" if row.body else "")
        )

    def clean(self) -> dict[str, Any]:
        """Somebody is named."""
        cleaned = super().clean() or {}
        if not cleaned.get("person") and not cleaned.get("name"):
            self.add_error("person", "Select who took part, or enter their name")
        if cleaned.get("person"):
            cleaned["name"] = cleaned["person"].name
        return cleaned


class ChecklistForm(NHSForm):
    """The questions of the route."""

    def __init__(self, *args: Any, questions: Sequence[Question], procurement: ProcurementDecision, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"checklist_{question.id}"] = forms.CharField(
                label=question.asks,
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                initial=procurement.checklist.get(question.id, ""),
            )

    def clean(self) -> dict[str, Any]:
        """The answers by question."""
        cleaned = super().clean() or {}
        return {"answers": {name.removeprefix("checklist_"): text for name, text in cleaned.items()}}
