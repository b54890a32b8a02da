"""Forms of the CCG's side of a consultation."""

from typing import Any

from django import forms

from ccgs.models import CCG, LMC, Constitution
from cocommission.shared.forms import MomentField, NHSForm, rows_of
from cocommission.shared.rules.names import in_sentence
from votes.terms.consultations import ConsultationKind

LONG = forms.Textarea(attrs={"rows": 6})


class DraftForm(NHSForm):
    """What the LMC is asked, about what, until when."""

    kind = forms.ChoiceField(
        label="What it is about",
        error_messages={"required": "Select what the consultation is about"},
        choices=ConsultationKind.choices,
        widget=forms.RadioSelect,
    )
    lmc = forms.ModelChoiceField(
        label="Which LMC is asked",
        error_messages={"required": "Select the LMC you are consulting"},
        queryset=LMC.objects.none(),
        empty_label="Choose an LMC",
    )
    title = forms.CharField(
        label="Title", error_messages={"required": "Enter a title for the consultation"}, max_length=200
    )
    question = forms.CharField(label="What the LMC is asked", widget=LONG, required=False)
    constitution = forms.ModelChoiceField(
        label="Constitution version",
        queryset=Constitution.objects.none(),
        required=False,
        empty_label="None",
        help_text="The answer is bound to the text of this version. If the text is edited later, the answer is "
        "marked as outdated.",
    )
    closes_at = MomentField(
        label="When it closes",
        required=False,
        help_text="Give the LMC at least 14 days. For example, 27 3 2016 and 9:30am (London time).",
    )
    haste_reason = forms.CharField(
        label="If that is less than 14 days: why", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, ccg: CCG, lmcs: list[LMC], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "lmc").queryset = LMC.objects.filter(pk__in=[lmc.pk for lmc in lmcs])
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg).defer("text")
        rows_of(self, "constitution").label_from_instance = lambda version: (
            f"Version {version.number}: {version.title} ({in_sentence(version.get_state_display())})"
        )


class PaperForm(NHSForm):
    """A file, or the text of a constitution version."""

    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Leave empty to use the file name."
    )
    file = forms.FileField(label="File, up to 10 MB", required=False)
    constitution = forms.ModelChoiceField(
        label="Or the text of a constitution version",
        queryset=Constitution.objects.none(),
        required=False,
        empty_label="None",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "constitution").queryset = Constitution.objects.filter(ccg=ccg).defer("text")
        rows_of(self, "constitution").label_from_instance = lambda version: f"Version {version.number}: {version.title}"

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("file")) == bool(cleaned.get("constitution")) and not self.errors:
            raise forms.ValidationError("Choose a file, or select a constitution version, but not both")
        return cleaned


class VersionForm(NHSForm):
    """A new version of a paper that the LMC has before it."""

    file = forms.FileField(
        label="New version, up to 10 MB", error_messages={"required": "Choose a file with the new version"}
    )
    reason = forms.CharField(
        label="What changed, and why",
        error_messages={"required": "Enter what changed in this version, and why"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtensionForm(NHSForm):
    """A later close."""

    closes_at = MomentField(
        label="When it closes now", error_messages={"required": "Enter the new date and time it closes"}
    )
    reason = forms.CharField(
        label="Why",
        error_messages={"required": "Enter why the LMC gets more time"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawalForm(NHSForm):
    """Taking a consultation back."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        error_messages={"required": "Enter why you are withdrawing the consultation"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SummaryForm(NHSForm):
    """What the public reads."""

    summary = forms.CharField(
        label="What was asked, what the LMC answered and what the CCG does about it",
        error_messages={"required": "Enter a summary for the public"},
        widget=LONG,
        help_text="Name no person. The LMC's opinion and the CCG's replies are shown beside this text.",
    )


class ReplyForm(NHSForm):
    """The CCG's reply to an answer."""

    text = forms.CharField(
        label="Reply to the LMC",
        error_messages={"required": "Enter your reply to the LMC"},
        widget=LONG,
        help_text="The LMC is told and sees it.",
    )
