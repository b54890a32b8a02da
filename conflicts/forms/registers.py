"""Forms of the public registers, of the policy about them and of redactions."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from cocommission.shared.clock import LONDON
from cocommission.shared.forms import DateField, MomentField, NHSForm
from cocommission.shared.forms.fields import read_date
from cocommission.shared.forms.widgets import Parts
from conflicts.queries.registers import SORTS
from conflicts.terms.interests import InterestType

LONG = forms.Textarea(attrs={"rows": 5})
MOST = 5_000  # characters of a text
FIRST_YEAR = 1948
LAST_SECOND = time(23, 59, 59)
EXAMPLE = "For example, 27 3 2016 and 9:30am. Leave the time empty for the end of the day."


class MinuteField(MomentField):
    """A day with or without a time, in London; in a link as YYYY-MM-DD or YYYY-MM-DD HH:MM.

    A day without a time is its last second.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"],
            **options,
        )

    def to_python(self, value: Any) -> datetime | None:
        """A moment of the calendar in which anything was ever recorded."""
        at = self._read(value)
        if at is not None and at.year < FIRST_YEAR:
            raise forms.ValidationError(f"Enter a date from {FIRST_YEAR} onwards")
        return at

    def _read(self, value: Any) -> datetime | None:
        on = read_date(value) if isinstance(value, Parts) and value and not value.time else parse_day(value)
        return super().to_python(value) if on is None else datetime.combine(on, LAST_SECOND, LONDON)


def parse_day(text: Any) -> date | None:
    """The day that YYYY-MM-DD names; None for anything else."""
    try:
        return datetime.strptime(str(text).strip(), "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return None


class MinuteForm(NHSForm):
    """As at which minute."""

    mark_optional = False
    at = MinuteField(label="As at", help_text=f"{EXAMPLE} Leave all empty for now")

    def at_or(self, now: datetime, name: str = "at") -> datetime:
        """The moment that was asked for, never after `now`; `now` when there is none or it cannot be read."""
        asked = self.cleaned_data.get(name) if self.is_bound and self.is_valid() else None
        return min(asked or now, now)


class RegisterForm(MinuteForm):
    """The filters of the register of interests."""

    text = forms.CharField(label="Name, organisation or words", required=False, max_length=100)
    type = forms.ChoiceField(label="Type", required=False, choices=[("", "Any type"), *InterestType.choices])
    field_order = ("text", "type", "at")

    @property
    def wanted(self) -> dict[str, str]:
        """What the list is filtered and sorted by; only what could be read."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        sort = str(self.data.get("sort", "name"))
        return {
            "text": found.get("text") or "",
            "kind": found.get("type") or "",
            "sort": sort if sort.removeprefix("-") in SORTS else "name",
        }


class ChangesForm(MinuteForm):
    """Between which two moments."""

    since = MinuteField(label="Since", help_text=f"{EXAMPLE} Leave all empty for a year before")
    at = MinuteField(label="Until", help_text=f"{EXAMPLE} Leave all empty for now")
    field_order = ("since", "at")


class PolicyForm(NHSForm):
    """How the registers are kept from a day on."""

    from_on = DateField(
        label="From which day",
        error_messages={"required": "Enter the date these settings apply from"},
        help_text="Today or later.",
    )
    publish_all = forms.BooleanField(
        label="Publish the interests of everyone who declares",
        required=False,
        help_text="From 16 June 2017 only those of decision-makers need to be published. Before that day all are.",
    )
    published_on = DateField(
        label="Registers are public from",
        required=False,
        help_text="Leave empty while the registers are not public yet.",
    )
    contact_name = forms.CharField(
        label="Who to ask about historic interests", required=False, max_length=200, help_text="Shown to the public."
    )
    contact_email = forms.EmailField(label="Their e-mail address", required=False)
    policy_file = forms.FileField(
        label="Conflicts of interest policy",
        required=False,
        help_text="Published beside the registers. Up to 10 MB. Leave empty to keep the current file.",
    )
    reviewed_on = DateField(label="Day of the last review of the policy", required=False)
    audited_on = DateField(label="Day of the last internal audit", required=False)


class RedactionForm(NHSForm):
    """A request to the Guardian."""

    whole = forms.TypedChoiceField(
        label="What to keep off the public page",
        error_messages={"required": "Select the whole entry or only your name"},
        choices=[("yes", "The whole entry"), ("no", "Only my name")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    request = forms.CharField(
        label="What harm would publication do, and to whom",
        error_messages={"required": "Enter the harm publication would do, and to whom"},
        widget=LONG,
        max_length=MOST,
        help_text="Only the Conflicts of Interest Guardian reads this.",
    )


class DecisionForm(NHSForm):
    """The Guardian's decision."""

    granted = forms.TypedChoiceField(
        label="Decision",
        error_messages={"required": "Select whether to keep it off the public page"},
        choices=[("yes", "Keep it off the public page"), ("no", "It stays on the public page")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Enter the reason for your decision"},
        widget=LONG,
        max_length=MOST,
        help_text="The declarant reads it; the public does not.",
    )


class LiftForm(NHSForm):
    """Making an entry public again."""

    reason = forms.CharField(
        label="Why it is public again",
        error_messages={"required": "Enter why the declaration is public again"},
        widget=LONG,
        max_length=MOST,
        help_text="The declarant reads it.",
    )
