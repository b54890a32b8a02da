"""Forms for granting, ending and replacing posts."""

from typing import Any

from django import forms

from ccgs.terms.roles import ROLES
from cocommission.shared.forms import MomentField, NHSForm

REASON = "Kept in the record, and sent to the person."


class WhoForm(NHSForm):
    """Somebody by e-mail address; somebody new by name too."""

    email = forms.EmailField(
        label="E-mail address", error_messages={"required": "Enter the person's email address"}, max_length=254
    )
    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        help_text="Enter this only for a new person. They will get an invitation.",
    )


class GrantForm(WhoForm):
    """A post for somebody. ``roles`` are the codes that may be granted here."""

    role = forms.ChoiceField(label="Post", error_messages={"required": "Select a post"}, widget=forms.RadioSelect)
    starts_at = MomentField(label="From", error_messages={"required": "Enter the date and time the post starts"})
    ends_at = MomentField(
        label="Until", required=False, help_text="The post ends at this time. Leave empty for no end."
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter why you grant this post"},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=REASON,
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(role, ROLES[role].display_name) for role in roles]
        if len(roles) == 1:
            field.initial = roles[0]


class ReplaceForm(WhoForm):
    """Who takes over a post from now, until when, and why."""

    ends_at = MomentField(label="Until", required=False, help_text="Leave empty for no end.")
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter why another person takes over the post"},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=REASON,
    )


class ImportForm(NHSForm):
    """A CSV file of representatives, or its text."""

    file = forms.FileField(label="CSV file", required=False, help_text="Columns: practice_code, name, email.")
    text = forms.CharField(
        label="Or paste the lines",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=200_000,
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter where this list comes from"},
        max_length=1000,
        help_text="For example: list sent in by the practices in May.",
    )

    def clean(self) -> dict[str, Any]:
        """Takes the file's text; Excel's own encoding is read too."""
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            raw = upload.read(400_000)
            try:
                data["text"] = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                data["text"] = raw.decode("cp1252", errors="replace")
        if not (data.get("text") or "").strip():
            self.add_error("file", "Choose a file, or paste the lines")
        return data
