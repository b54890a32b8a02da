"""The voting paper: one choice for each question and one confirmation, on one page (F-14); also for a vote on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ccgs.models import Post
from cocommission.shared.forms import NHSForm, rows_of
from cocommission.shared.models import Person
from votes.models import Question
from votes.terms.ballots import AssistedMethod, OptionRole


def question_field(question: Question) -> forms.ChoiceField:
    """Radio buttons for one question."""
    widget: Any = forms.RadioSelect()
    widget.hints = {
        option.code: "Your practice votes, without a view"
        for option in question.choices
        if option.role == OptionRole.ABSTAIN
    }
    return forms.ChoiceField(
        label=f"{question.number}. {question.text}",
        choices=[(option.code, option.label) for option in question.choices],
        widget=widget,
        error_messages={"required": f"Select an answer to question {question.number}, or Abstain if you have no view"},
    )


def name_of(question: Question) -> str:
    """The field's name."""
    return f"question_{question.number}"


def choices_of(questions: Sequence[Question], cleaned: dict[str, Any]) -> dict[int, str]:
    """What was chosen, by question number."""
    return {question.number: cleaned[name_of(question)] for question in questions}


class VotingForm(NHSForm):
    """Built from the ballot's questions."""

    def __init__(self, *args: Any, questions: Sequence[Question], practice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = question_field(question)
        self.fields["confirm"] = forms.BooleanField(
            label=f"I confirm that this is the vote of {practice}",
            error_messages={"required": "Tick the box to confirm that this is your practice's vote"},
        )

    def choices(self) -> dict[int, str]:
        """What was chosen, by question number."""
        return choices_of(self.questions, self.cleaned_data)


class AssistedForm(NHSForm):
    """A vote given on paper or at a meeting; its questions stand below the evidence."""

    method = forms.ChoiceField(
        label="How it was given",
        error_messages={"required": "Select how the vote was given"},
        choices=AssistedMethod.choices,
        widget=forms.RadioSelect,
    )
    given_by = forms.ModelChoiceField(
        label="Who gave it for the practice",
        error_messages={"required": "Select who gave the practice's vote"},
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    evidence = forms.CharField(
        label="Where the paper or minute is kept",
        error_messages={"required": "Enter where you keep the paper or minute"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

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
