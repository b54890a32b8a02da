"""What was sent and no longer fits the page is refused by name (decision 19).

Many forms are built from what is on record now: who is in the room, which practices are members. What somebody sent
from an older page can name what is gone since. A form may have `gone(name, value) -> str` to say what that is; "" and
forms without it give words that name the question.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from .numbers import FIELD
from .picker import SearchedCheckboxes
from .widgets import DateInput

NOT_OFFERED = "Your choice is no longer offered. Select another"
CODE = re.compile(r"[A-Z0-9_]*|on|yes|no")
"""What a browser sends for a choice, a tick or a record: nobody typed it, and nobody would know it."""
NOT_ASKED = ("csrfmiddlewaretoken", FIELD)


def refuse_what_is_gone(form: forms.BaseForm, posted: QueryDict, beside: Iterable[str] = ()) -> bool:
    """Puts onto the form what was sent that it does not ask any more; True when there was such a thing.

    `beside` are the names that the page sends beside the form; one that ends in "-" stands for all that begin so.
    Choices that are not offered any more are named too; they are errors of their fields as always.
    """
    form.is_valid()
    _name_choices(form)
    typed = {name: ", ".join(map(str, values)) for name, values in posted.lists()}
    strays = [(name, value) for name, value in typed.items() if value.strip() and not _is_asked(form, name, beside)]
    for name, value in strays:
        form.add_error(None, _say(form, name, value) or no_longer_asked(name, value))
    return bool(strays)


def name_in(rows: QuerySet[Any], value: str) -> str:
    """What the row with this id is called, "" where it is none of `rows`: what the asker may know of, and no more."""
    row = rows.filter(pk=int(value)).first() if value.isdecimal() and len(value) < 19 else None
    return "" if row is None else str(getattr(row, "name", "") or row)


def _is_asked(form: forms.BaseForm, name: str, beside: Iterable[str]) -> bool:
    if name in NOT_ASKED or any(name == one or (one.endswith("-") and name.startswith(one)) for one in beside):
        return True
    for bound in form:
        own, widget = bound.html_name, bound.field.widget
        if name == own:
            return True
        if isinstance(widget, DateInput) and name in [f"{own}[{part}]" for part in widget.names]:
            return True
        if isinstance(widget, SearchedCheckboxes) and name == widget.text_name(own):
            return True
        if isinstance(widget, forms.MultiWidget) and name in [f"{own}_{part}" for part in range(len(widget.widgets))]:
            return True
    return False


def _say(form: forms.BaseForm, name: str, value: str) -> str:
    """The form's own words; "" where it has none."""
    say = getattr(form, "gone", None)
    return str(say(name, value)) if say is not None else ""


def no_longer_asked(name: str, value: str) -> str:
    """The words for an answer that a page does not ask; what was typed is quoted, the code of a choice is not."""
    what = name.rpartition("-")[2].partition("[")[0].replace("_", " ").strip().capitalize()
    shown = "" if CODE.fullmatch(value) else f" “{value if len(value) <= 100 else f'{value[:100]} ...'}”"
    return (
        f"This page no longer asks for “{what}”, so your answer{shown} was not recorded. "
        "Check the page, then send it again."
    )


def _name_choices(form: forms.BaseForm) -> None:
    """Replaces "Select a valid choice" by what is not offered any more."""
    for name, errors in list(form.errors.as_data().items()):
        if name not in form.fields or not any(error.code == "invalid_choice" for error in errors):
            continue
        words: list[str] = []
        for error in errors:
            if error.code != "invalid_choice":
                words += error.messages
                continue
            value = str((error.params or {}).get("value") or (error.params or {}).get("pk") or form[name].data)
            words.append(_say(form, name, value) or NOT_OFFERED)
        form.errors[name] = form.error_class(words, renderer=form.renderer)
