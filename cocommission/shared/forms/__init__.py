"""Forms as the NHS design system draws them.

`{{ form }}` gives the error summary and every field; `{{ form.name.as_field_group() }}` gives one field.
Dates and moments: `DateField`, `MomentField`. Reasons of an action go onto the form with `add_refusal`.
An act that needs a reason and nothing else: `ReasonForm`.
Many choices with a box to search them: `SearchedCheckboxes` on a `SearchingForm`.
Every form of the product is an `NHSForm`. `field_of` and `rows_of` give one field of a form with its type.
"""

from .fields import DateField, MomentField, field_of, rows_of
from .messages import NHSForm
from .picker import SearchedCheckboxes, SearchingForm
from .reasons import ReasonForm
from .refusals import add_refusal
from .renderer import NHSRenderer
from .widgets import DateInput, MomentInput

__all__ = [
    "DateField",
    "DateInput",
    "MomentField",
    "MomentInput",
    "NHSForm",
    "NHSRenderer",
    "ReasonForm",
    "SearchedCheckboxes",
    "SearchingForm",
    "add_refusal",
    "field_of",
    "rows_of",
]
