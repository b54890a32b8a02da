"""Forms of committees, seats, appointments and invitations (F-40)."""

from typing import Any

from django import forms

from ccgs.models import CCG, Region
from cocommission.shared.forms import DateField, MomentField, NHSForm, rows_of
from pccc.models import Committee
from pccc.terms.committees import (
    CommitteeKind,
    CommitteeState,
    InvitationAnswer,
    InvitedBody,
    Office,
    SeatRole,
)

SHORT = forms.Textarea(attrs={"rows": 3})
YES_NO = [("yes", "Yes"), ("no", "No")]


def reason_field(missing: str, label: str = "Reason", help_text: str = "Kept in the record.") -> forms.CharField:
    """Why; `missing` is the message where it is empty."""
    return forms.CharField(
        label=label, error_messages={"required": missing}, max_length=1000, widget=SHORT, help_text=help_text
    )


class DescriptionForm(NHSForm):
    """What a committee is called and with whom it meets."""

    name = forms.CharField(label="Name", error_messages={"required": "Enter a name for the committee"}, max_length=200)
    meets_in_public = forms.TypedChoiceField(
        label="Does it meet in public?",
        error_messages={"required": "Select yes if the committee meets in public"},
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        help_text="A part of a meeting can still be private, with a reason.",
    )
    common_name = forms.CharField(
        label="Name that committees in common share",
        max_length=200,
        required=False,
        help_text="The other CCGs use exactly the same words. Leave empty when it meets alone.",
    )
    region = forms.ModelChoiceField(
        label="Region of NHS England that takes part",
        queryset=Region.objects.none(),
        required=False,
        empty_label="None",
    )
    agreement = forms.FileField(
        label="Agreement under section 13Z, up to 10 MB",
        required=False,
        help_text="For a joint committee with NHS England.",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = rows_of(self, "region")
        field.queryset = Region.objects.filter(pk=ccg.region_id)


class NewCommitteeForm(DescriptionForm):
    """A committee to set up."""

    kind = forms.ChoiceField(
        label="What it is",
        error_messages={"required": "Select the kind of committee"},
        choices=CommitteeKind.choices,
        widget=forms.RadioSelect,
    )
    parent = forms.ModelChoiceField(
        label="Committee that a sub-group reports to",
        queryset=Committee.objects.none(),
        required=False,
        empty_label="None",
        help_text="A sub-group prepares and cannot decide; that committee receives its minutes.",
    )
    field_order = ("kind", "name", "parent", "meets_in_public")

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, ccg=ccg, **kwargs)
        field = rows_of(self, "parent")
        field.queryset = (
            Committee.objects.filter(ccg=ccg)
            .exclude(kind=CommitteeKind.SUBGROUP)
            .exclude(state=CommitteeState.ENDED)
            .order_by("number")
        )


class SeatForm(NHSForm):
    """A seat: as what, for whom, voting or not, from when."""

    role = forms.ChoiceField(
        label="Held as", error_messages={"required": "Select a role for the seat"}, choices=SeatRole.choices
    )
    title = forms.CharField(
        label="Title on the agenda", max_length=200, required=False, help_text="For example: Head of Primary Care."
    )
    organisation = forms.CharField(
        label="Organisation it is held for",
        error_messages={"required": "Enter the organisation the seat is for"},
        max_length=200,
    )
    voting = forms.TypedChoiceField(
        label="Does it carry a vote?",
        error_messages={"required": "Select yes if the seat has a vote"},
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Healthwatch and the Health and Wellbeing Board never have a vote.",
    )
    from_on = DateField(label="First day of the seat", error_messages={"required": "Enter the date the seat starts"})


class SeatEndForm(NHSForm):
    """From when a seat is no more."""

    to_on = DateField(
        label="First day without the seat", error_messages={"required": "Enter the first day without the seat"}
    )
    reason = reason_field("Enter why the seat ends")


class AppointForm(NHSForm):
    """Who holds a seat, or stands in for its holder, from when until when."""

    email = forms.EmailField(
        label="E-mail address of the member",
        error_messages={"required": "Enter the member's email address"},
        max_length=254,
    )
    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        help_text="Enter this only for a new person. They will get an invitation.",
    )
    deputy = forms.TypedChoiceField(
        label="Will they hold the seat or deputise?",
        error_messages={"required": "Select whether they hold the seat or deputise"},
        choices=[("no", "Hold the seat"), ("yes", "Deputise for the holder")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    office = forms.ChoiceField(
        label="Office", choices=Office.choices, widget=forms.RadioSelect, required=False, initial=""
    )
    starts_at = MomentField(label="From", error_messages={"required": "Enter the date and time the appointment starts"})
    ends_at = MomentField(label="End of the term", required=False, help_text="Leave empty for no end.")
    reason = reason_field(
        "Enter how they were appointed, for example by the governing body",
        "How they were appointed",
        "For example: by the governing body on 5 March 2016.",
    )


class MembershipEndForm(NHSForm):
    """When a membership ends before its time."""

    ends_at = MomentField(label="Ends", required=False, help_text="Leave empty to end it now.")
    reason = reason_field("Enter why the membership ends")


class CommitteeEndForm(NHSForm):
    """Why a committee ends."""

    reason = reason_field("Enter why you are ending the committee", "Why the committee ends")


class InviteForm(NHSForm):
    """A standing invitation and its answer."""

    body = forms.ChoiceField(
        label="Who is invited",
        error_messages={"required": "Select who you are inviting"},
        choices=InvitedBody.choices,
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(
        label="Name of the body",
        error_messages={"required": "Enter the name of the body you are inviting"},
        max_length=200,
        help_text="Use the same name to change a recorded invitation.",
    )
    invited_on = DateField(
        label="Day of the invitation", error_messages={"required": "Enter the date of the invitation"}
    )
    private_items = forms.BooleanField(label="Also invited to private items", required=False)
    answer = forms.ChoiceField(
        label="Answer", choices=InvitationAnswer.choices, widget=forms.RadioSelect, required=False, initial=""
    )
    answered_on = DateField(label="Day of the answer", required=False)
