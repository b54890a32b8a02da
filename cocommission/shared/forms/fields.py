"""Fields that understand dates and moments as people write them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone

from .widgets import DateInput, MomentInput, Parts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years that can be typed: nothing here lasts longer, and periods can be added without leaving the calendar."""
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?\s*(am|pm)?")
WORDS = {
    "midnight": time(),
    "12 midnight": time(),
    "midday": time(12),
    "12 midday": time(12),
    "noon": time(12),
    "12 noon": time(12),
}

Kind = TypeVar("Kind", bound=forms.Field)


def field_of(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """Return the field `name` of this form, to change its choices or rows. Raises TypeError if it is not a `kind`."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"The field {name} is a {type(field).__name__}, not a {kind.__name__}.")
    return field


class RowsField(Protocol):
    """What may be changed about a choice of rows: which rows it offers, and the words for each."""

    queryset: Any
    label_from_instance: Callable[[Any], str]


def rows_of(form: forms.BaseForm, name: str) -> RowsField:
    """Return the field `name` of this form, to change which rows it offers. Raises TypeError if it offers none."""
    return cast(RowsField, field_of(form, name, forms.ModelChoiceField))


REAL_DATE = "Enter a real date, for example 27 3 2016"
REAL_TIME = "Enter a time, for example 9:30am or midday"
CLOCKS_CHANGE = "Enter a time before 1am, or 2am or later: the clocks change that night"


def read_date(parts: Parts) -> date:
    """The date that the parts name. Raises ValidationError in the words of the design system."""
    missing = [f"a {name}" for name in ("day", "month", "year") if not getattr(parts, name)]
    if missing:
        raise ValidationError(f"Enter a date that includes {' and '.join(missing)}", code="incomplete")
    try:
        month = parts.month.lower()
        number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else int(month)
        year = int(parts.year)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("a year of which nothing here can be")
        return date(year, number, int(parts.day))
    except (ValueError, OverflowError):
        raise ValidationError(REAL_DATE, code="invalid") from None


def read_day(text: str) -> date:
    """`27 3 2016`, `27/3/2016`, `27 March 2016` or `2016-03-27` as a date, with the mistakes of three boxes."""
    parts = [part for part in re.split(r"[\s/.,-]+", text) if part]
    if len(parts) != 3:
        raise ValidationError(REAL_DATE, code="invalid")
    day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
    return read_date(Parts(day, month, year))


def read_time(text: str) -> time:
    """`12:00`, `9.30am`, `11:59:59`, `midday` as a time of day."""
    typed = text.strip().lower()
    if typed in WORDS:
        return WORDS[typed]
    found = TIME.fullmatch(typed)
    try:
        if not found or (found[2] is None and found[4] is None):
            raise ValueError
        hour = int(found[1])
        if found[4]:
            if not 1 <= hour <= 12:
                raise ValueError
            hour = hour % 12 + (12 if found[4] == "pm" else 0)
        return time(hour, int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        raise ValidationError(REAL_TIME, code="invalid") from None


class DateField(forms.DateField):
    """A date in three inputs; cleans to `date` or None."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        """Reads typed parts; anything else as Django does."""
        if isinstance(value, Parts):
            return read_date(value) if value else None
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Left alone: the widget takes it apart."""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not texts."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MomentField(forms.DateTimeField):
    """A date and a time in London; cleans to an aware `datetime` or None."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """Reads typed parts; anything else as Django does."""
        if not isinstance(value, Parts):
            return super().to_python(value)
        if not value:
            return None
        on = read_date(value)
        if not value.time:
            raise ValidationError(REAL_TIME, code="incomplete")
        at = datetime.combine(on, read_time(value.time))
        try:
            return from_current_timezone(at)
        except ValidationError:
            raise ValidationError(CLOCKS_CHANGE, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Left alone: the widget takes it apart."""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares moments, not texts."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
