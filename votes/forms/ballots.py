"""Forms of the CCG's side of a ballot."""

from typing import Any

from django import forms

from ccgs.models import CCG, Constitution, MemberPractice
from cocommission.shared.forms import DateField, MomentField, NHSForm, rows_of
from cocommission.shared.rules.names import in_sentence
from votes.queries.ballots import VOTABLE
from votes.terms.ballots import CorrectionKind, HistoricOutcome, QuestionKind

SHORT, LONG = {"rows": 3}, {"rows": 6}


def version_label(version: Constitution) -> str:
    """How a constitution version is named in a list."""
    return f"Version {version.number}: {version.title} ({in_sentence(version.get_state_display())})"


class AboutForm(NHSForm):
    """What the ballot is called and what members should know."""

    title = forms.CharField(
        label="Title",
        error_messages={"required": "Enter a title for the ballot"},
        max_length=200,
        help_text="For example: Delegated commissioning from April",
    )
    background = forms.CharField(
        label="What members should know",
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text="Members read it above the questions. It is frozen when the ballot opens.",
    )
    what_changed = forms.CharField(
        label="What changed since the first ballot",
        error_messages={"required": "Enter the changes since the first ballot"},
        widget=forms.Textarea(attrs=SHORT),
        help_text="Members read it.",
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["what_changed"]


class RuleForm(NHSForm):
    """The constitution version whose voting rule the ballot follows."""

    constitution = forms.ModelChoiceField(
        label="Constitution version whose voting rule applies",
        error_messages={"required": "Select the constitution version whose voting rule applies"},
        queryset=Constitution.objects.none(),
        empty_label="Choose a version",
        help_text="The version in force, as a rule.",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg).defer("text")
        rows_of(self, "constitution").label_from_instance = version_label


class TimesForm(NHSForm):
    """When voting begins and closes."""

    opens_at = MomentField(
        label="When voting begins",
        required=False,
        help_text="Leave empty to begin at the moment the ballot is opened. London time, for example 27 3 2016, 9am.",
    )
    closes_at = MomentField(
        label="When voting closes",
        error_messages={"required": "Enter the date and time voting closes"},
        help_text="To the second: a vote at this moment is too late. Midday is usual.",
    )


class UnrepresentedForm(NHSForm):
    """Why the ballot opens although nobody represents some practices."""

    unrepresented_reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text="It is published with the roll. Leave empty to wait until every practice has a representative.",
    )


class QuestionForm(NHSForm):
    """One question."""

    kind = forms.ChoiceField(
        label="What is asked",
        error_messages={"required": "Select what the question is about"},
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="The question, as members read it",
        error_messages={"required": "Enter the question for members"},
        widget=forms.Textarea(attrs=SHORT),
    )
    models = forms.MultipleChoiceField(
        label="If it is about models: which",
        required=False,
        choices=[("A", "A: greater involvement"), ("B", "B: joint"), ("C", "C: delegated")],
        widget=forms.CheckboxSelectMultiple,
    )
    as_choice = forms.ChoiceField(
        label="If it is about more than one model",
        required=False,
        choices=[("yes", "Members choose one of them, or none"), ("no", "Members vote for or against them together")],
        initial="yes",
        widget=forms.RadioSelect,
    )
    constitution = forms.ModelChoiceField(
        label="If it is about the constitution: the proposed version",
        required=False,
        queryset=Constitution.objects.none(),
        empty_label="None",
        help_text="The question is bound to the text of this version. If the text is edited, it must be bound again.",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg, state__in=VOTABLE).defer("text")
        rows_of(self, "constitution").label_from_instance = version_label

    def clean(self) -> dict[str, Any]:
        """A model question names models, a constitution question a version."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == QuestionKind.MODEL_CHOICE and not data.get("models"):
            self.add_error("models", "Select at least one model")
        if data.get("kind") == QuestionKind.CONSTITUTION_CHANGE and not data.get("constitution"):
            self.add_error("constitution", "Select the version that members vote on. Only proposed versions are listed")
        return data

    def clean_as_choice(self) -> bool:
        """Whether members choose one of several models."""
        return bool(self.cleaned_data["as_choice"] != "no")


class GroupForm(NHSForm):
    """The name under which several CCGs ask together."""

    name = forms.CharField(
        label="Name of the joint ballot",
        max_length=200,
        required=False,
        help_text="Every CCG uses the same name, before the first of them opens its ballot. A question is carried only "
        "if each of them carries it. Leave empty to ask alone.",
    )


class ExtendForm(NHSForm):
    """A later close."""

    closes_at = MomentField(
        label="New closing time", error_messages={"required": "Enter the new date and time voting closes"}
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter why the ballot is extended"},
        widget=forms.Textarea(attrs=SHORT),
        help_text="It is published, and every practice is told.",
    )


class CertifyForm(NHSForm):
    """What the verifier says."""

    confirm = forms.BooleanField(
        label="I have checked the count. I did not run this ballot.",
        error_messages={"required": "Tick the box to certify the count"},
    )
    note = forms.CharField(
        label="Note to be published with the certificate", required=False, widget=forms.Textarea(attrs=SHORT)
    )

    def clean(self) -> dict[str, Any]:
        """The tick is for the person; the action gets the note."""
        data: dict[str, Any] = super().clean() or {}
        data.pop("confirm", None)
        return data


class CorrectionForm(NHSForm):
    """A correction of the roll."""

    practice = forms.CharField(
        label="ODS code of the practice",
        error_messages={"required": "Enter the ODS code of a practice"},
        max_length=12,
        help_text="Six characters, such as G82001",
    )
    kind = forms.ChoiceField(
        label="What is wrong",
        error_messages={"required": "Select what is wrong on the roll"},
        choices=CorrectionKind.choices,
        widget=forms.RadioSelect,
    )
    weight = forms.IntegerField(
        label="If it gets another weight: how many votes", required=False, min_value=0, max_value=1_000_000
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter why the roll is corrected"},
        widget=forms.Textarea(attrs=SHORT),
        help_text="It is published with the roll.",
    )

    def clean_practice(self) -> MemberPractice:
        """The practice with this code."""
        practice = MemberPractice.objects.filter(code=self.cleaned_data["practice"].strip().upper()).first()
        if practice is None:
            raise forms.ValidationError("No practice has this code. Check it, then enter it again")
        return practice

    def clean(self) -> dict[str, Any]:
        """Another weight needs the number."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == CorrectionKind.REWEIGHTED and data.get("weight") is None:
            self.add_error("weight", "Enter the number of votes")
        return data


class HistoricForm(NHSForm):
    """A result as it was published."""

    held_on = DateField(label="When members voted", error_messages={"required": "Enter the date members voted"})
    question = forms.CharField(
        label="What they were asked",
        error_messages={"required": "Enter the question members were asked"},
        max_length=300,
    )
    kind = forms.ChoiceField(
        label="What it was about",
        error_messages={"required": "Select what the vote was about"},
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
    )
    turnout_text = forms.CharField(
        label="Turnout, as published", max_length=40, required=False, help_text="Word for word, such as 95%"
    )
    support_text = forms.CharField(
        label="Share in favour, as published", max_length=40, required=False, help_text="Word for word, such as 93.5%"
    )
    threshold_text = forms.CharField(label="Threshold, as published", max_length=100, required=False)
    outcome = forms.ChoiceField(
        label="What the paper says of the outcome",
        error_messages={"required": "Select the outcome that was published"},
        choices=HistoricOutcome.choices,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label="Where it was published",
        error_messages={"required": "Enter where the result was published"},
        max_length=300,
        help_text="For example: Health and Wellbeing Board, 15 September 2015, paragraph 2.3",
    )
