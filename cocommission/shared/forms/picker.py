"""Many choices of which a few are wanted: a box to search them, with the chosen ones on top.

A field has `SearchedCheckboxes` as its widget and its form is a `SearchingForm`. "Find" sends the form to its own
address; the page then shows the choices that match, and keeps what was typed and chosen. With scripts, app.js narrows
the list while the person types.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from .messages import NHSForm


class SearchedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes below a search box. `find` is the label of the box and `example` what may be typed into it."""

    def __init__(self, *, find: str, example: str) -> None:
        super().__init__()
        self.find, self.example = find, example

    @staticmethod
    def text_name(name: str) -> str:
        """The name of the search box of the field `name`."""
        return f"{name}-find"

    @staticmethod
    def button_name(name: str) -> str:
        """The name of the "Find" button of the field `name`."""
        return f"{name}-search"


class SearchingForm(NHSForm):
    """A form with searched checkboxes."""

    @property
    def is_searching(self) -> bool:
        """Whether "Find" was pressed: the form is shown again and nothing is recorded."""
        return any(name in self.data for name in self._button_names())

    def typed_search(self, name: str) -> str:
        """What was typed into the search box of the field `name`."""
        return " ".join(str(self.data.get(SearchedCheckboxes.text_name(name), "")).replace("\x00", " ").split())[:100]

    def chosen(self, name: str) -> list[str]:
        """The values of the field `name`: those that were sent, else those that the form begins with."""
        field = self.fields[name]
        return list(
            (
                field.widget.value_from_datadict(self.data, self.files, name)
                if self.is_bound
                else self.get_initial_for_field(field, name)
            )
            or []
        )

    @property
    def errors(self) -> ErrorDict:
        """The mistakes; none while the person is still searching."""
        return ErrorDict(renderer=self.renderer) if self.is_searching else super().errors

    def is_valid(self) -> bool:
        """Whether the form can be recorded: not while the person is still searching."""
        return not self.is_searching and super().is_valid()

    def _button_names(self) -> list[str]:
        return [
            SearchedCheckboxes.button_name(name)
            for name, field in self.fields.items()
            if isinstance(field.widget, SearchedCheckboxes)
        ]


@dataclass(frozen=True, slots=True)
class PickerChoice:
    """One choice as the page draws it."""

    id: str
    value: str
    words: str
    chosen: bool
    matches: bool


def matches(words: str, text: str) -> bool:
    """Whether every word of `text` is in `words`, in any case and order."""
    own = words.casefold()
    return all(part in own for part in text.casefold().split())


def picker_choices(options: Sequence[dict[str, Any]], text: str) -> list[PickerChoice]:
    """The choices of a field, the chosen ones first. Those that do not match the search are hidden."""
    drawn = []
    for one in options:
        words = str(one.get("text", one.get("html")))
        drawn.append(PickerChoice(one["id"], one["value"], words, one["checked"], matches(words, text)))
    return sorted(drawn, key=lambda one: not one.chosen)
