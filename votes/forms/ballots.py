"""Forms of the CCG's side of a ballot."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ccgs.models import CCG, Constitution, MemberPractice, Post
from cocommission.shared.forms import DateField, MomentField, rows_of
from cocommission.shared.models import Person
from votes.forms.voting import choices_of, name_of, question_field
from votes.models import Question
from votes.queries.ballots import VOTABLE
from votes.terms.ballots import AssistedMethod, CorrectionKind, HistoricOutcome, QuestionKind

SHORT, LONG = {"rows": 3}, {"rows": 6}


def version_label(version: Constitution) -> str:
    """How a constitution version is named in a list."""
    return f"Version {version.number}: {version.title} ({version.get_state_display().lower()})"


class AboutForm(forms.Form):
    """What the ballot is called and what members should know."""

    title = forms.CharField(label="Title", max_length=200, help_text="For example: Delegated commissioning from April")
    background = forms.CharField(
        label="What members should know",
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text="Members read it above the questions. It is frozen when the ballot opens.",
    )
    what_changed = forms.CharField(
        label="What changed since the first ballot", widget=forms.Textarea(attrs=SHORT), help_text="Members read it."
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["what_changed"]


class RuleForm(forms.Form):
    """The constitution version whose voting rule the ballot follows."""

    constitution = forms.ModelChoiceField(
        label="Constitution version whose voting rule applies",
        queryset=Constitution.objects.none(),
        empty_label="Choose a version",
        help_text="The version in force, as a rule.",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg).defer("text")
        rows_of(self, "constitution").label_from_instance = version_label


class TimesForm(forms.Form):
    """When voting begins and closes."""

    opens_at = MomentField(
        label="When voting begins",
        required=False,
        help_text="Leave empty to begin at the moment the ballot is opened. London time, for example 27 3 2016, 9am.",
    )
    closes_at = MomentField(
        label="When voting closes", help_text="To the second: a vote at this moment is too late. Midday is usual."
    )


class UnrepresentedForm(forms.Form):
    """Why the ballot opens although nobody represents some practices."""

    unrepresented_reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text="It is published with the roll. Leave empty to wait until every practice has a representative.",
    )


class QuestionForm(forms.Form):
    """One question."""

    kind = forms.ChoiceField(label="What is asked", choices=QuestionKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="The question, as members read it", widget=forms.Textarea(attrs=SHORT))
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
            self.add_error("models", "Choose at least one model.")
        if data.get("kind") == QuestionKind.CONSTITUTION_CHANGE and not data.get("constitution"):
            self.add_error(
                "constitution", "Choose the version that members vote on. Only proposed versions are listed."
            )
        return data

    def clean_as_choice(self) -> bool:
        """Whether members choose one of several models."""
        return bool(self.cleaned_data["as_choice"] != "no")


class GroupForm(forms.Form):
    """The name under which several CCGs ask together."""

    name = forms.CharField(
        label="Name of the joint ballot",
        max_length=200,
        required=False,
        help_text="Every CCG uses the same name, before the first of them opens its ballot. A question is carried only "
        "if each of them carries it. Leave empty to ask alone.",
    )


class ExtendForm(forms.Form):
    """A later close."""

    closes_at = MomentField(label="New close")
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs=SHORT), help_text="It is published, and every practice is told."
    )


class ReasonForm(forms.Form):
    """One reason."""

    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs=SHORT))

    def __init__(self, *args: Any, label: str = "Reason", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class CertifyForm(forms.Form):
    """What the verifier says."""

    confirm = forms.BooleanField(
        label="I have checked the count. I did not run this ballot.",
        error_messages={"required": "Tick the box to certify the count."},
    )
    note = forms.CharField(
        label="Note to be published with the certificate", required=False, widget=forms.Textarea(attrs=SHORT)
    )

    def clean(self) -> dict[str, Any]:
        """The tick is for the person; the action gets the note."""
        data: dict[str, Any] = super().clean() or {}
        data.pop("confirm", None)
        return data


class CorrectionForm(forms.Form):
    """A correction of the roll."""

    practice = forms.CharField(
        label="ODS code of the practice", max_length=12, help_text="Six characters, such as G82001"
    )
    kind = forms.ChoiceField(label="What is wrong", choices=CorrectionKind.choices, widget=forms.RadioSelect)
    weight = forms.IntegerField(
        label="If it gets another weight: how many votes", required=False, min_value=0, max_value=1_000_000
    )
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs=SHORT), help_text="It is published with the roll."
    )

    def clean_practice(self) -> MemberPractice:
        """The practice with this code."""
        practice = MemberPractice.objects.filter(code=self.cleaned_data["practice"].strip().upper()).first()
        if practice is None:
            raise forms.ValidationError("There is no practice with this code.")
        return practice

    def clean(self) -> dict[str, Any]:
        """Another weight needs the number."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == CorrectionKind.REWEIGHTED and data.get("weight") is None:
            self.add_error("weight", "Enter the number of votes.")
        return data


class HistoricForm(forms.Form):
    """A result as it was published."""

    held_on = DateField(label="When members voted")
    question = forms.CharField(label="What they were asked", max_length=300)
    kind = forms.ChoiceField(label="What it was about", choices=QuestionKind.choices, widget=forms.RadioSelect)
    turnout_text = forms.CharField(
        label="Turnout, as published", max_length=40, required=False, help_text="Word for word, such as 95%"
    )
    support_text = forms.CharField(
        label="Share in favour, as published", max_length=40, required=False, help_text="Word for word, such as 93.5%"
    )
    threshold_text = forms.CharField(label="Threshold, as published", max_length=100, required=False)
    outcome = forms.ChoiceField(
        label="What the paper says of the outcome", choices=HistoricOutcome.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label="Where it was published",
        max_length=300,
        help_text="For example: Health and Wellbeing Board, 15 September 2015, paragraph 2.3",
    )


class AssistedForm(forms.Form):
    """A vote given on paper or at a meeting; its questions stand below the evidence."""

    method = forms.ChoiceField(label="How it was given", choices=AssistedMethod.choices, widget=forms.RadioSelect)
    given_by = forms.ModelChoiceField(
        label="Who gave it for the practice",
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    evidence = forms.CharField(label="Where the paper or minute is kept", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, posts: Sequence[Post], questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = {post.person_id: post.terms.display_name for post in posts}
        people = rows_of(self, "given_by")
        people.queryset = Person.objects.filter(pk__in=roles)
        people.label_from_instance = lambda person: f"{person.name} ({roles[person.pk]})"
        self._questions = questions
        for question in questions:
            self.fields[name_of(question)] = question_field(question)

    def clean(self) -> dict[str, Any]:
        """The answers are one thing to the action: `choices`, by number of the question."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            data["choices"] = choices_of(self._questions, data)
            for question in self._questions:
                del data[name_of(question)]
        return data
