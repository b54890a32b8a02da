"""What a person answered in a form, in words: for the page on which they check it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from cocommission.shared.clock import day, moment


def answers_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Each question of a valid form that was answered, with its answer; what people cannot see is left out."""
    found = [(str(bound.label), _said(bound)) for bound in form if not bound.is_hidden]
    return [(label, answer) for label, answer in found if answer]


def _said(bound: BoundField) -> str:
    """The answer in words, "" where there is none."""
    data = bound.data
    if data in (None, "", []):
        return ""
    value = bound.field.clean(data)
    if isinstance(bound.field, forms.ModelChoiceField):
        many = value if isinstance(bound.field, forms.ModelMultipleChoiceField) else [value] if value else []
        return "\n".join(str(bound.field.label_from_instance(one)) for one in many)
    if isinstance(bound.field, forms.ChoiceField):
        words = dict(choice_words(bound.field.choices))
        typed = data if isinstance(data, list | tuple) else [data]
        return "\n".join(words.get(str(one), str(one)) for one in typed if one not in (None, ""))
    return _in_words(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def choice_words(given: Any) -> Iterator[tuple[str, str]]:
    """Value and words of each choice, also of those in groups."""
    for value, words in given:
        if isinstance(words, list | tuple):
            yield from choice_words(words)
        else:
            yield str(value), str(words)
