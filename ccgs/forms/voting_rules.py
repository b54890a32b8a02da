"""The form of a voting rule: every field of ``VotingRuleTerms`` and nothing else."""

from typing import Any

from django import forms

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import BallotMode, QuorumOf, Rounding, ThresholdBase, WeightKind
from cocommission.shared.forms import NHSForm

STRICT = [("no", "At least this share"), ("yes", "More than this share"), ("", "The constitution does not say")]
NOT_STATED = ("", "The constitution does not say")


def _number(label: str, help_text: str = "", least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=1_000_000, help_text=help_text, localize=False
    )


class VotingRuleForm(NHSForm):
    """Nothing is required: what the constitution does not state stays empty and is shown as missing."""

    clause = forms.CharField(label="Number of the clause", required=False, max_length=20, help_text="For example 4.2.")
    clause_text = forms.CharField(
        label="Words of the clause", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    threshold_numerator = _number("Share in favour: so many", "The upper number: 75 of 100, 2 of 3, 1 of 2.")
    threshold_denominator = _number("Share in favour: out of", "The lower number.")
    strict = forms.ChoiceField(
        label="Is exactly this share enough?", choices=STRICT, required=False, widget=forms.RadioSelect
    )
    base = forms.ChoiceField(
        label="Measured against",
        choices=[*ThresholdBase.choices, NOT_STATED],
        required=False,
        widget=forms.RadioSelect,
    )
    weight_kind = forms.ChoiceField(
        label="Votes of a practice",
        error_messages={"required": "Select how the votes of a practice are counted"},
        choices=WeightKind.choices,
        widget=forms.RadioSelect,
    )
    weight_number = _number("How many", "Patients for one vote, or representatives of each practice.")
    weight_rounding = forms.ChoiceField(
        label="How a part of a vote is rounded",
        choices=[*Rounding.choices, ("", "Does not apply")],
        required=False,
        widget=forms.RadioSelect,
    )
    quorum_numerator = _number("Quorum: so many", "The share that must vote. Leave empty when there is none.")
    quorum_denominator = _number("Quorum: out of", "The lower number.")
    quorum_of = forms.ChoiceField(
        label="The quorum is a share of",
        choices=[*QuorumOf.choices, ("", "There is no quorum")],
        required=False,
        widget=forms.RadioSelect,
    )
    notice_days = forms.IntegerField(
        label="Days of notice before a ballot opens",
        error_messages={"required": "Enter how many days of notice members get, or 0 for none"},
        min_value=0,
        max_value=365,
        initial=0,
    )
    mode = forms.ChoiceField(
        label="Ballots are",
        error_messages={"required": "Select whether ballots are recorded or secret"},
        choices=BallotMode.choices,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(terms: VotingRuleTerms) -> dict[str, Any]:
        """The form's values for a rule."""
        values = terms.to_json()
        values["strict"] = {True: "yes", False: "no", None: ""}[terms.strict]
        return values

    def terms(self, decides: str) -> VotingRuleTerms:
        """The rule that was typed. Only for a valid form."""
        data = dict(self.cleaned_data)
        data["strict"] = {"yes": True, "no": False}.get(data["strict"])
        for name in ("base", "weight_rounding", "quorum_of"):
            data[name] = data[name] or None
        if data["weight_kind"] not in (WeightKind.PER_PATIENTS, WeightKind.REPRESENTATIVES):
            data["weight_number"] = None
        if data["weight_kind"] != WeightKind.PER_PATIENTS:
            data["weight_rounding"] = None
        return VotingRuleTerms(decides=decides, **data)
