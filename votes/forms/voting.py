"""The voting paper: one choice for each question and one confirmation, on one page (F-14)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from votes.models import Question
from votes.terms.ballots import OptionRole


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
        error_messages={"required": f"Answer question {question.number}. To have no view, choose Abstain."},
    )


def name_of(question: Question) -> str:
    """The field's name."""
    return f"question_{question.number}"


def choices_of(questions: Sequence[Question], cleaned: dict[str, Any]) -> dict[int, str]:
    """What was chosen, by question number."""
    return {question.number: cleaned[name_of(question)] for question in questions}


class VotingForm(forms.Form):
    """Built from the ballot's questions."""

    def __init__(self, *args: Any, questions: Sequence[Question], practice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = question_field(question)
        self.fields["confirm"] = forms.BooleanField(
            label=f"I confirm that this is the vote of {practice}",
            error_messages={"required": "Tick the box to confirm that this is your practice's vote."},
        )

    def choices(self) -> dict[int, str]:
        """What was chosen, by question number."""
        return choices_of(self.questions, self.cleaned_data)
