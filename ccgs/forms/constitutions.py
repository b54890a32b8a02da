"""Forms for constitution versions."""

from typing import Any

from django import forms

from ccgs.actions.docx_text import markdown_of_upload
from ccgs.rules.constitutions import Line
from cocommission.shared.errors import Refused
from cocommission.shared.forms import MomentField, NHSForm, add_refusal


class TextForm(NHSForm):
    """Title and text of a draft; an uploaded file takes the place of the text."""

    title = forms.CharField(
        label="Title",
        error_messages={"required": "Enter a title for this version"},
        max_length=200,
        help_text="For example: Joint commissioning.",
    )
    file = forms.FileField(
        label="Word file",
        required=False,
        help_text="A .docx or Markdown file; its text takes the place of the text below.",
    )
    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text="Markdown: # for headings, a number at the start of a clause (4.2 Each practice ...).",
    )
    reason = forms.CharField(label="What changed and why", required=False, max_length=1000)
    seen_hash = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Turns an uploaded file into text; browsers send line ends as CRLF."""
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            try:
                data["text"] = markdown_of_upload(upload)
            except Refused as refused:
                add_refusal(self, refused)
        data["text"] = (data.get("text") or "").replace("\r\n", "\n")
        return data


class ChecklistForm(NHSForm):
    """For each required item the clause that meets it, suggestions filled in."""

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            name = str(line.required.item)
            self.fields[name] = forms.CharField(
                label=line.required.item.label,
                required=False,
                max_length=200,
                initial=line.clause or line.suggestion,
                help_text=f"{line.required.says} {line.required.source}. Clause number or heading.",
            )


class ProposeForm(NHSForm):
    """Putting a draft to the members."""

    reason = forms.CharField(
        label="What members should know about it", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class AdoptForm(NHSForm):
    """How the members adopted it, where no ballot of this service says so."""

    what = forms.CharField(
        label="Ballot or meeting",
        error_messages={"required": "Enter the ballot or meeting at which members adopted it"},
        max_length=300,
        help_text="For example: members' meeting of 16 July 2015.",
    )
    figures = forms.CharField(
        label="Figures as published",
        max_length=1000,
        required=False,
        help_text="For example: 95% of practices voted, 93.5% in favour.",
    )


class ApproveForm(NHSForm):
    """NHS England's decision."""

    reasons = forms.CharField(
        label="Decision, with reasons",
        error_messages={"required": "Enter NHS England's decision and the reasons for it"},
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    file = forms.FileField(label="Letter", required=False, help_text="PDF or Word, up to 10 MB.")


class ForceForm(NHSForm):
    """When it comes into force."""

    from_at = MomentField(
        label="In force from", error_messages={"required": "Enter the date and time it comes into force"}
    )
