"""The form of an arrangement for model B."""

from datetime import datetime
from typing import Any

from django import forms

from ccgs.models import CCG, Constitution
from cocommission.shared.clock import day
from cocommission.shared.forms import DateField, NHSForm, rows_of
from cocommission.shared.rules.names import in_sentence
from models_abc.models import Arrangement, Round
from models_abc.queries.arrangements import ballots_for_b, rounds_for_b
from models_abc.terms import CommitteeKind
from votes.models import Ballot

TEXT = forms.Textarea(attrs={"rows": 5})


class ArrangementForm(NHSForm):
    """What CCG and region agree. The round and its listed days come first."""

    round = forms.ModelChoiceField(
        label="Round",
        error_messages={"required": "Select a round"},
        queryset=Round.objects.none(),
        empty_label="Choose a round",
    )
    go_live_on = DateField(
        label="Day on which model B starts",
        error_messages={"required": "Enter the date model B starts"},
        help_text="One of the listed days of the round.",
    )
    committee_kind = forms.ChoiceField(
        label="How you decide together",
        error_messages={"required": "Select how you will decide together"},
        choices=CommitteeKind.choices,
        widget=forms.RadioSelect,
    )
    membership = forms.CharField(
        label="Who sits on it",
        required=False,
        widget=TEXT,
        help_text="Healthwatch and the Health and Wellbeing Board may join without a vote.",
    )
    mandate_ballot = forms.ModelChoiceField(
        label="Ballot in which the members chose model B",
        queryset=Ballot.objects.none(),
        required=False,
        empty_label="None yet",
    )
    constitution = forms.ModelChoiceField(
        label="Constitution version that allows the joint committee",
        queryset=Constitution.objects.none(),
        required=False,
        empty_label="None yet",
    )
    agreement = forms.FileField(label="Joint commissioning agreement, up to 10 MB", required=False)
    has_pooled_fund = forms.BooleanField(label="There is a pooled fund", required=False)
    pooled_pounds = forms.IntegerField(label="Amount of the pooled fund in whole pounds", required=False, min_value=1)
    pooled_from_on = DateField(label="First day of the pooled fund", required=False)
    pooled_until_on = DateField(label="Last day of the pooled fund", required=False)
    pooled_terms = forms.CharField(label="Terms of the pooled fund", required=False, widget=TEXT)

    def __init__(
        self, *args: Any, ccg: CCG, now: datetime, arrangement: Arrangement | None = None, **kwargs: Any
    ) -> None:
        if arrangement is not None:
            fields = [name for name in self.base_fields if name != "agreement"]
            kwargs["initial"] = {name: getattr(arrangement, name) for name in fields}
        super().__init__(*args, **kwargs)
        rounds = rounds_for_b(now)
        rows_of(self, "round").queryset = Round.objects.filter(pk__in=[one.pk for one in rounds])
        rows_of(self, "round").label_from_instance = lambda one: (
            f"{one.name}: {', '.join(day(on) for on in one.go_live_on)}"
        )
        ballots = ballots_for_b(ccg, now)
        rows_of(self, "mandate_ballot").queryset = Ballot.objects.filter(pk__in=[one.pk for one in ballots])
        rows_of(self, "mandate_ballot").label_from_instance = lambda one: f"Ballot {one.number}: {one.title}"
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg).defer("text")
        rows_of(self, "constitution").label_from_instance = lambda one: (
            f"Version {one.number}: {one.title} ({in_sentence(one.get_state_display())})"
        )
