"""What a form says about an answer it cannot read: one text for each mistake where the field has none of its own."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from .fields import REAL_DATE

UNPRINTABLE = "Remove the characters that cannot be printed"
NUMBER = {
    "min_value": "Enter a number that is %(limit_value)s or more",
    "max_value": "Enter a number that is %(limit_value)s or less",
}
MESSAGES: tuple[tuple[type[forms.Field], dict[str, str]], ...] = (
    (
        forms.CharField,
        {
            "max_length": "Enter %(limit_value)s characters or fewer. You entered %(show_value)s",
            "min_length": "Enter %(limit_value)s characters or more. You entered %(show_value)s",
        },
    ),
    (forms.EmailField, {"invalid": "Enter an email address in the correct format, like name@example.com"}),
    (forms.RegexField, {"invalid": "Open the page again: what it sent cannot be read"}),
    (forms.SlugField, {"invalid": "Enter only letters, numbers, hyphens and underscores"}),
    (forms.IntegerField, {**NUMBER, "invalid": "Enter a whole number, for example 12"}),
    (
        forms.DecimalField,
        {
            "invalid": "Enter a number, for example 12.50",
            "max_digits": "Enter %(max)s digits or fewer",
            "max_decimal_places": "Enter a number with %(max)s decimal places or fewer",
            "max_whole_digits": "Enter %(max)s digits or fewer before the decimal point",
        },
    ),
    (forms.DateField, {"invalid": REAL_DATE}),
    (forms.DateTimeField, {"invalid": "Enter a real date and time, for example 27 3 2016 and 9:30am"}),
    (forms.ChoiceField, {"invalid_choice": "Select an option from the list"}),
    (forms.MultipleChoiceField, {"invalid_list": "Select one or more options from the list"}),
    (
        forms.ModelMultipleChoiceField,
        {
            "invalid_list": "Select one or more options from the list",
            "invalid_pk_value": "Select one or more options from the list",
        },
    ),
    (
        forms.FileField,
        {
            "invalid": "Choose the file again: it did not arrive",
            "missing": "Choose the file again: it did not arrive",
            "empty": "Choose a file that is not empty",
            "max_length": "Choose a file with a name of %(max)s characters or fewer",
            "contradiction": "Choose a file, or tick the box to remove it, not both",
        },
    ),
)


class NHSForm(forms.Form):
    """The form that every form of the product is. Each required field has its own message for an empty answer."""

    def full_clean(self) -> None:
        """Checks the answers; a mistake is named in our words where the field has none of its own."""
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **messages_for(field)}
        super().full_clean()

    def add_error(self, field: str | None, error: Any) -> None:
        """Adds the mistake. A choice of rows always gives Django's text for a null character; ours takes its place."""
        for mistake in getattr(error, "error_list", []):
            if mistake.code == ProhibitNullCharactersValidator.code:
                mistake.message = UNPRINTABLE
        super().add_error(field, error)


def messages_for(field: forms.Field) -> dict[str, Any]:
    """Our texts for this kind of field and those that the field was given, by the code of the mistake."""
    ours = {code: text for kind, texts in MESSAGES if isinstance(field, kind) for code, text in texts.items()}
    django = _of_django(field)
    return ours | {code: text for code, text in field.error_messages.items() if text is not django.get(code)}


def _of_django(field: forms.Field) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            texts |= getattr(kind, "default_error_messages", {})
    return texts
