"""Forms of the LMC's answer: one question per page."""

from typing import Any

from django import forms

from cocommission.shared.forms import NHSForm
from votes.rules.consultations import opinion_needs_text
from votes.terms.consultations import Opinion

YES_NO = (("yes", "Yes"), ("no", "No"))


class ConsultedForm(NHSForm):
    """Whether the LMC was consulted properly: asked apart from its opinion."""

    consulted_properly = forms.ChoiceField(
        label="Was the LMC consulted properly?",
        error_messages={"required": "Select yes if the LMC was consulted properly"},
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text="In good time, on complete papers, and before the decision. You can say yes and still object.",
    )
    consulted_text = forms.CharField(
        label="What was missing, if anything", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class OpinionForm(NHSForm):
    """The LMC's opinion of the matter."""

    opinion = forms.ChoiceField(
        label="What is the LMC's opinion?",
        error_messages={"required": "Select the LMC's opinion"},
        choices=Opinion.choices,
        widget=forms.RadioSelect,
    )
    opinion_text = forms.CharField(
        label="The conditions, or the objection",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text="Needed when the LMC sets conditions or objects. The CCG must reply to it.",
    )

    def clean(self) -> dict[str, Any]:
        """Conditions and objections say what they are (LMC-04)."""
        cleaned = super().clean() or {}
        if opinion_needs_text(cleaned.get("opinion", "")) and not cleaned.get("opinion_text", "").strip():
            self.add_error("opinion_text", "Enter what the LMC objects to, or which conditions it sets")
        return cleaned


class CommentsForm(NHSForm):
    """Anything else."""

    comments = forms.CharField(
        label="Anything else the CCG should know", widget=forms.Textarea(attrs={"rows": 6}), required=False
    )


class SendAnswerForm(NHSForm):
    """The last page: what is sent is what stands in the session, bound to the papers that were shown."""

    papers_digest = forms.RegexField(
        regex=r"^[0-9a-f]{64}$",
        widget=forms.HiddenInput,
        error_messages={"required": "Open the page again to see the papers you are answering"},
    )
