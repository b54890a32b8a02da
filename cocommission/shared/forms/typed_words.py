"""What was typed into a form, as its page said it: labels of fields and words of choices, never their codes."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import forms
from django.apps import apps

from cocommission.shared.forms.answers import choice_words

ANSWERS = {"yes": "Yes", "no": "No", "on": "Yes"}


def typed_words(name: str, values: Iterable[str], form: forms.BaseForm | None) -> tuple[str, str]:
    """The label of a field and what was typed into it. `form`: the form that asked, where its view made it.

    Without it, the words are those of the choices that our tables have for a field of this name.
    """
    base, _, part = name.partition("[")
    field = form.fields.get(base) if form is not None else None
    label = str(field.label) if field is not None and field.label else base.replace("_", " ").strip().capitalize()
    if part:
        label = f"{label}: {part.rstrip(']')}"
    known = _choices_of(field) if field is not None else {}
    return label, ", ".join(_words(value, known, base) for value in values)


def _words(value: str, known: dict[str, str], name: str) -> str:
    labels = {known[value]} if value in known else _choices_of_tables().get((name, value), set())
    return next(iter(labels)) if len(labels) == 1 else ANSWERS.get(value, value)


def _choices_of(field: Any) -> dict[str, str]:
    return dict(choice_words(getattr(field, "choices", ())))


@cache
def _choices_of_tables() -> dict[tuple[str, str], set[str]]:
    """Of each name of a field and each code: the words that any of our tables has for it."""
    found: dict[tuple[str, str], set[str]] = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            for code, words in _choices_of(field).items() if getattr(field, "choices", None) else ():
                found.setdefault((field.name, code), set()).add(words)
    return found
