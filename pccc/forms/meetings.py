"""Forms of meetings and their agenda (F-43)."""

from typing import Any

from django import forms

from cocommission.shared.forms import MomentField, NHSForm, SearchedCheckboxes, SearchingForm, field_of
from models_abc.terms import RETAINED, Function
from pccc.queries.organisations import Choices, choices_named, choices_outside
from pccc.terms import ItemKind, Part

SHORT = forms.Textarea(attrs={"rows": 3})
LONG = forms.Textarea(attrs={"rows": 6})
FUNCTIONS = [(code, label) for code, label in Function.choices if code not in RETAINED]


class MeetingForm(NHSForm):
    """When and where."""

    starts_at = MomentField(
        label="When it begins",
        error_messages={"required": "Enter the date and time the meeting starts"},
        help_text="For example, 27 3 2016 and 14:00 (London time).",
    )
    place = forms.CharField(
        label="Where",
        error_messages={"required": "Enter where the meeting is held"},
        max_length=300,
        help_text="An address, and how the public joins.",
    )
    short_notice_reason = forms.CharField(
        label="Why the notice is short, if it is",
        widget=SHORT,
        required=False,
        help_text="Needed when the agenda is published later than the terms of reference say. The public reads it.",
    )


class MovedMeetingForm(MeetingForm):
    """When and where, after the public was told."""

    reason = forms.CharField(
        label="Why it is changed",
        error_messages={"required": "Enter why you are changing the meeting"},
        widget=SHORT,
        help_text="The members are told.",
    )


class ItemForm(SearchingForm):
    """What the committee is asked, under which functions, and whom it affects."""

    title = forms.CharField(label="Title", error_messages={"required": "Enter a title for the item"}, max_length=200)
    summary = forms.CharField(label="What the committee is asked", widget=LONG, required=False)
    kind = forms.ChoiceField(
        label="What kind of item it is",
        error_messages={"required": "Select the kind of item"},
        choices=ItemKind.choices,
        widget=forms.RadioSelect,
        initial=ItemKind.DECISION,
    )
    functions = forms.MultipleChoiceField(
        label="Functions exercised",
        choices=FUNCTIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="An item for decision names at least one. Functions that NHS England keeps are never decided here.",
    )
    affects_all_practices = forms.BooleanField(label="It affects every member practice", required=False)
    affected = forms.MultipleChoiceField(
        label="Practices and organisations that it affects",
        widget=SearchedCheckboxes(
            find="Find a practice or organisation",
            example="Enter part of the name, an ODS code or a company number.",
        ),
        required=False,
    )
    moves_contract = forms.BooleanField(
        label="It moves a practice from a national to a local contract",
        required=False,
        help_text="The practice has to consent.",
    )
    part = forms.ChoiceField(
        label="Public or private",
        error_messages={"required": "Select whether the item is public or private"},
        choices=Part.choices,
        widget=forms.RadioSelect,
        initial=Part.PUBLIC,
    )
    private_reason = forms.CharField(
        label="If private, why",
        widget=SHORT,
        required=False,
        help_text="Published on the agenda, without the title. Name nobody.",
    )

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        """`organisations` are those of the CCG. Others can be searched for, and stay once they are chosen."""
        super().__init__(*args, **kwargs)
        offered = dict(organisations)
        outside = dict(choices_outside(self.typed_search("affected"), offered))
        named = dict(choices_named([key for key in self.chosen("affected") if key not in offered]))
        field_of(self, "affected", forms.MultipleChoiceField).choices = list({**offered, **outside, **named}.items())


class LateItemForm(ItemForm):
    """An item that comes after the agenda was published."""

    late_reason = forms.CharField(
        label="Why it comes late",
        error_messages={"required": "Enter why this item is late"},
        widget=SHORT,
        help_text="Published; the members are told.",
    )


class ChangedItemForm(ItemForm):
    """An item of a published agenda that is changed."""

    reason = forms.CharField(
        label="Why it is changed", error_messages={"required": "Enter why you are changing the item"}, widget=SHORT
    )


class PaperForm(NHSForm):
    """A paper of an agenda item: the file, and a title where the file's name does not do."""

    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Leave empty to use the file name."
    )
    file = forms.FileField(label="File, up to 10 MB", error_messages={"required": "Choose a file to add"})


class PaperOutForm(NHSForm):
    """Taking a paper out."""

    reason = forms.CharField(
        label="Why you are removing it",
        error_messages={"required": "Enter why you are removing the paper"},
        widget=SHORT,
    )
