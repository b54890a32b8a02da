"""Forms of the engagement log."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ccgs.models import CCG, LMC, MemberPractice
from ccgs.queries.members import Member
from cocommission.shared.forms import MomentField, NHSForm, field_of, rows_of
from cocommission.shared.forms.gone import name_in
from votes.models import Ballot, Consultation
from votes.terms.engagement import AskedBy, EventKind


class EventForm(NHSForm):
    """When, how and with whom; a reason once the entry exists."""

    kind = forms.ChoiceField(
        label="What kind of event",
        error_messages={"required": "Select the kind of event"},
        choices=EventKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label="Title", error_messages={"required": "Enter a title for the event"}, max_length=200)
    held_at = MomentField(
        label="When it was held", error_messages={"required": "Enter the date and time the event was held"}
    )
    audience = forms.CharField(
        label="Who was invited",
        error_messages={"required": "Enter who you invited"},
        max_length=200,
        help_text="For example: all member practices and Kent LMC",
    )
    notes = forms.CharField(label="What it was about", widget=forms.Textarea(attrs={"rows": 6}), required=False)
    ballot = forms.ModelChoiceField(
        label="Ballot that it prepared", queryset=Ballot.objects.none(), required=False, empty_label="None"
    )
    consultation = forms.ModelChoiceField(
        label="LMC consultation that it belongs to",
        queryset=Consultation.objects.none(),
        required=False,
        empty_label="None",
    )
    on_public_page = forms.BooleanField(label="Show it on the public page", required=False, initial=True)
    reason = forms.CharField(
        label="Why the entry is changed",
        error_messages={"required": "Enter why you are changing this event"},
        max_length=500,
    )

    def __init__(self, *args: Any, ccg: CCG, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "ballot").queryset = Ballot.objects.filter(ccg=ccg).order_by("-number")
        rows_of(self, "consultation").queryset = Consultation.objects.filter(ccg=ccg).order_by("-number")
        if new:
            del self.fields["reason"]


def _not_a_member(value: str) -> str:
    practice = name_in(MemberPractice.objects.all(), value)
    return practice and f"{practice} was not a member on the day of the event. Check the practices again."


class AttendanceForm(NHSForm):
    """The members of that day, to tick those that came."""

    practices = forms.TypedMultipleChoiceField(
        label="Practices that took part", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "practices", forms.ChoiceField).choices = [
            (member.practice_id, f"{member.name} ({member.code})") for member in members
        ]

    def gone(self, name: str, value: str) -> str:
        """Which practice was no member on the day."""
        return _not_a_member(value) if name == "practices" else ""


class QuestionForm(NHSForm):
    """A question and, if there is one, the reply."""

    asked_by = forms.ChoiceField(
        label="Who asked",
        error_messages={"required": "Select who asked the question"},
        choices=AskedBy.choices,
        widget=forms.RadioSelect,
    )
    practice = forms.ModelChoiceField(
        label="Which practice",
        queryset=MemberPractice.objects.none(),
        required=False,
        empty_label="Not named",
        help_text="Not shown on the public page.",
    )
    lmc = forms.ModelChoiceField(
        label="Which LMC", queryset=LMC.objects.none(), required=False, empty_label="Not named"
    )
    text = forms.CharField(
        label="Question",
        error_messages={"required": "Enter the question that was asked"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply = forms.CharField(label="Reply of the CCG", widget=forms.Textarea(attrs={"rows": 5}), required=False)

    def __init__(self, *args: Any, members: Sequence[Member], lmcs: Sequence[LMC], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "practice").queryset = MemberPractice.objects.filter(
            pk__in=[member.practice_id for member in members]
        ).order_by("name", "code")
        rows_of(self, "lmc").queryset = LMC.objects.filter(pk__in=[lmc.pk for lmc in lmcs])

    def gone(self, name: str, value: str) -> str:
        """Which practice was no member on the day, which LMC does not cover the CCG."""
        lmc = name_in(LMC.objects.all(), value) if name == "lmc" else ""
        if lmc:
            return f"{lmc} does not cover this CCG on the day of the event. Choose another."
        return _not_a_member(value) if name == "practice" else ""


class QuestionReplyForm(NHSForm):
    """The CCG's reply to a question."""

    reply = forms.CharField(
        label="Reply of the CCG",
        error_messages={"required": "Enter the CCG's reply"},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class EngagementPaperForm(NHSForm):
    """A document that was shown or handed out."""

    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Leave empty to use the file name."
    )
    file = forms.FileField(label="File, up to 10 MB", error_messages={"required": "Choose a file to add"})


class StrikeForm(NHSForm):
    """Why an entry is struck out."""

    reason = forms.CharField(
        label="Why the entry is struck out",
        error_messages={"required": "Enter why you are striking out this event"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
