"""The guided declaration, one question per page."""

from datetime import date
from typing import Any

from django import forms

from cocommission.shared.forms import DateField, NHSForm, field_of
from conflicts.queries.bodies import search_bodies
from conflicts.rules.bodies import body_blockers, clean_code, clean_company_number
from conflicts.terms import TYPE_MEANS, BodyKind, Capacity, InterestType, Relationship

LONG = forms.Textarea(attrs={"rows": 5})
MOST = 5_000  # characters of a text: the register is a table that people read
YES_NO = (("yes", "Yes"), ("no", "No"))
TYPED, NONE = "typed", "none"


class HintedRadios(forms.RadioSelect):
    """Radios whose choices are explained."""

    def __init__(self, hints: dict[str, str]) -> None:
        super().__init__()
        self.hints = {str(value): text for value, text in hints.items()}


class KindForm(NHSForm):
    """Which of the four types it is."""

    kind = forms.ChoiceField(
        label="What type of interest is it?",
        choices=InterestType.choices,
        widget=HintedRadios(TYPE_MEANS),
        error_messages={"required": "Select the type of interest"},
    )
    search = forms.CharField(
        label="Which organisation is it with?",
        max_length=100,
        required=False,
        help_text="Enter part of the name, an ODS code or a company number. You choose the organisation on the next "
        "page.",
    )


class RelationshipForm(NHSForm):
    """Whose interest it is, when it is indirect."""

    relationship = forms.ChoiceField(
        label="Who has the interest?",
        choices=Relationship.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whose interest it is"},
    )
    relationship_words = forms.CharField(
        label="Describe the relationship",
        max_length=200,
        error_messages={"required": "Enter a few words about the relationship"},
        help_text="For example, “my husband”. You do not have to name the person. This is published with the entry.",
    )


class SearchForm(NHSForm):
    """What to look for."""

    mark_optional = False
    q = forms.CharField(
        label="Search by name, ODS code or company number",
        max_length=100,
        required=False,
        help_text="For example, part of the name, G82001 or 01234567",
    )


class OrganisationForm(NHSForm):
    """The organisation, from what the search found; or typed, or none."""

    body = forms.ChoiceField(
        label="Which organisation is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select an organisation, or say that it is not listed or that there is none"},
    )

    def __init__(self, *args: Any, search: str, kept: tuple[str, str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {one.key: one.words for one in search_bodies(search)}
        self.found = len(found)
        if kept and kept[0] not in (*found, TYPED, NONE):
            found = {kept[0]: kept[1], **found}
        self.names = found
        choices = [*found.items(), (TYPED, "It is not listed: I will type it"), (NONE, "There is no organisation")]
        field_of(self, "body", forms.ChoiceField).choices = choices

    def clean(self) -> dict[str, Any]:
        """Keeps the name beside the key, for the page on which everything is checked."""
        cleaned = super().clean() or {}
        cleaned["body_words"] = self.names.get(cleaned.get("body", ""), "")
        return cleaned


class TypedBodyForm(NHSForm):
    """An organisation that the search does not know."""

    body_name = forms.CharField(
        label="Name of the organisation",
        error_messages={"required": "Enter the name of the organisation"},
        max_length=200,
    )
    body_kind = forms.ChoiceField(
        label="What kind of organisation is it?",
        choices=[("", "Choose one"), *BodyKind.choices],
        error_messages={"required": "Select the kind of organisation"},
    )
    body_ods_code = forms.CharField(label="ODS code", max_length=10, required=False)
    body_company_number = forms.CharField(
        label="Company number", max_length=10, required=False, help_text="At Companies House, for example 01234567"
    )

    def clean_body_ods_code(self) -> str:
        """Capitals, no spaces."""
        return clean_code(self.cleaned_data["body_ods_code"])

    def clean_body_company_number(self) -> str:
        """Eight characters."""
        number = self.cleaned_data["body_company_number"]
        return clean_company_number(number) if number else ""

    def clean(self) -> dict[str, Any]:
        """The action's own reasons, at the fields."""
        cleaned = super().clean() or {}
        found = body_blockers(
            kind=cleaned.get("body_kind", ""),
            name=cleaned.get("body_name", ""),
            ods_code=cleaned.get("body_ods_code", ""),
            company_number=cleaned.get("body_company_number", ""),
        )
        for blocker in found:
            if f"body_{blocker.field}" not in self.errors:
                self.add_error(f"body_{blocker.field}", blocker.missing)
        return cleaned


class RoleForm(NHSForm):
    """As what the person, or the person close to them, is tied to it."""

    capacity = forms.ChoiceField(
        label="What is your role?",
        choices=[("", "Choose one"), *Capacity.choices],
        error_messages={"required": "Select a role, for example partner or shareholder"},
        help_text="For example, as a partner or a shareholder. For an indirect interest: the role of the person "
        "close to you.",
    )
    description = forms.CharField(
        label="Describe the interest",
        error_messages={"required": "Enter a description of the interest"},
        widget=LONG,
        max_length=MOST,
        help_text="What it is and how large, so that others can judge it. For example, “10 of 1,000 shares in a "
        "federation of 24 practices”. Name no other people: this is published with the entry.",
    )


class DatesForm(NHSForm):
    """When it arose, when it became known, and when it ended."""

    arose_on = DateField(
        label="Day on which the interest arose",
        error_messages={"required": "Enter the date the interest started"},
        help_text="The day on which the share was bought or the post began, for example.",
    )
    aware_on = DateField(
        label="Day on which you became aware of it",
        error_messages={"required": "Enter the date you became aware of the interest"},
        help_text="Often the same day. You have 28 days from then to declare it.",
    )
    last_day = DateField(label="Last day, if it has ended", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """In an order that can be."""
        cleaned = super().clean() or {}
        arose, aware, last = (cleaned.get(name) for name in ("arose_on", "aware_on", "last_day"))
        if arose and arose > self.today:
            self.add_error("arose_on", "The date the interest started must be today or in the past")
        elif aware and aware > self.today:
            self.add_error("aware_on", "The date you became aware of the interest must be today or in the past")
        elif arose and aware and aware < arose:
            self.add_error("aware_on", "The date you became aware must be the date the interest started, or later")
        if arose and last and last < arose:
            self.add_error("last_day", "The last day must be the date the interest started, or later")
        return cleaned


class LateForm(NHSForm):
    """Why it is late."""

    late_reason = forms.CharField(
        label="Why are you declaring it late?",
        widget=LONG,
        max_length=MOST,
        error_messages={"required": "Enter why you are declaring this interest late"},
    )


class ConsentForm(NHSForm):
    """Whether it may be published."""

    consent = forms.ChoiceField(
        label="Do you consent to the publication of this entry?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if you consent to publishing this entry"},
        help_text="The CCG publishes its register. Without your consent the entry is counted there and not shown.",
    )
    consent_reason = forms.CharField(label="Why do you not consent?", widget=LONG, max_length=MOST, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason (COI-07)."""
        cleaned = super().clean() or {}
        if cleaned.get("consent") == "no" and not cleaned.get("consent_reason", "").strip():
            self.add_error("consent_reason", "Enter why you do not consent to publication")
        return cleaned


class DetailsForm(ConsentForm, DatesForm, RoleForm):  # the questions of the last come first
    """Everything about the interest but its organisation, and whether it may be published."""


class SendForm(NHSForm):
    """The last page: what is sent is what stands in the session."""


class ReturnForm(NHSForm):
    """An answer without a new entry."""

    kind = forms.CharField(
        widget=forms.HiddenInput,
        max_length=10,
        error_messages={"required": "Open the page again to confirm that you have nothing to declare"},
    )
