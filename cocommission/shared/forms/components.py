"""Which NHS component a bound field becomes, and the parameters of its macro."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from cocommission.shared.clock import london

from .picker import SearchedCheckboxes, SearchingForm, picker_choices
from .widgets import DateInput, MomentInput

Params = dict[str, Any]
OWN_ATTRIBUTES = {"id", "class", "type", "name", "value", "rows", "maxlength", "required", "autocomplete",
                  "inputmode", "placeholder", "disabled", "aria-describedby", "aria-invalid", "multiple", "spellcheck",
                  "autofocus", "cols"}  # fmt: skip
CONDITIONS = re.compile(r"\b(if|empty|needed when|for an approval with)\b")
WIDTHS = (2, 3, 4, 5, 10, 20)


def words(text: Any) -> Params:
    """Text or HTML for a macro: lazy translations become text, safe strings stay HTML."""
    if hasattr(text, "__html__"):
        return {"html": text.__html__()}
    made = str(text)
    return {"html": made.__html__()} if hasattr(made, "__html__") else {"text": made}


def component(bound: BoundField) -> tuple[str, Params]:
    """The name of the component and its parameters for one bound field."""
    widget = bound.field.widget
    for kinds, build in BUILDERS:
        if isinstance(widget, kinds):
            return build(bound)
    return _input(bound)


def summary_is_above(refused: Iterable[forms.BaseForm]) -> str:
    """Notes that the page shows the forms' errors above its heading, so that they do not repeat them. Gives ""."""
    for form in refused:
        vars(form)["summary_is_above"] = True
    return ""


def error_list(refused: Iterable[forms.BaseForm]) -> list[Params]:
    """Every error of some forms for the NHS error summary, each with a link to its field where that can be seen."""
    found: list[Params] = []
    for form in refused:
        found += [{"text": str(error)} for error in form.non_field_errors()]
        for bound in form:
            link = {} if bound.is_hidden else {"href": f"#{target(bound)}"}
            found += [{"text": str(error), **link} for error in bound.errors]
    return found


def target(bound: BoundField) -> str:
    """The id of the element that a link of the error summary goes to."""
    widget, own = bound.field.widget, bound.auto_id or bound.html_name
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{own}_0"
    if isinstance(widget, DateInput):
        return widget.id_for_label(own)
    return own


def _is_marked_optional(bound: BoundField) -> bool:
    """Not in filters (`mark_optional = False` on the form), and not where the words say when it is needed."""
    if bound.field.required or isinstance(bound.field, forms.BooleanField):
        return False
    said = f"{bound.label} {bound.help_text}".lower()
    return getattr(bound.form, "mark_optional", True) and not CONDITIONS.search(said)


def _label(bound: BoundField) -> Params:
    text = bound.label
    return {**words(f"{text} (optional)" if _is_marked_optional(bound) else text), "size": "s"}


def _common(bound: BoundField) -> Params:
    attributes = bound.field.widget.attrs
    params: Params = {"id": bound.auto_id or bound.html_name, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = words(bound.help_text)
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(map(str, bound.errors))}
    extra = {key: value for key, value in attributes.items() if key not in OWN_ATTRIBUTES and value is not False}
    if extra:
        params["attributes"] = {key: ("" if value is True else str(value)) for key, value in extra.items()}
    for ours in ("autocomplete", "inputmode"):
        if attributes.get(ours):
            params[ours] = str(attributes[ours])
    if attributes.get("class"):
        params["classes"] = str(attributes["class"])
    if bound.field.disabled or attributes.get("disabled"):
        params["disabled"] = True
    return params


def _text_of(value: Any, pattern: str) -> str:
    """Dates and times in the form that the browser's own inputs want."""
    if isinstance(value, datetime):
        value = london(value) if value.tzinfo else value
    return value.strftime(pattern) if hasattr(value, "strftime") else str(value or "")


def _input(bound: BoundField) -> tuple[str, Params]:
    widget, field, value = bound.field.widget, bound.field, bound.value()
    params = {**_common(bound), "label": _label(bound), "type": getattr(widget, "input_type", "text") or "text"}
    if isinstance(widget, forms.DateTimeInput):
        params |= {"type": "datetime-local", "value": _text_of(value, "%Y-%m-%dT%H:%M"), "width": 20}
    elif isinstance(widget, forms.DateInput):
        params |= {"type": "date", "value": _text_of(value, "%Y-%m-%d"), "width": 10}
    elif isinstance(widget, forms.TimeInput):
        params |= {"type": "time", "value": _text_of(value, "%H:%M"), "width": 5}
    else:
        formatted = widget.format_value(value) if hasattr(widget, "format_value") else value
        params["value"] = "" if formatted is None else str(formatted)
        longest = getattr(field, "max_length", None)
        if isinstance(widget, forms.NumberInput):
            whole = isinstance(field, forms.IntegerField) and not isinstance(
                field, (forms.FloatField, forms.DecimalField)
            )
            params |= {"type": "text", "inputmode": "numeric" if whole else "decimal", "width": 10}
        elif longest and longest <= WIDTHS[-1]:
            params["width"] = next(width for width in WIDTHS if width >= longest)
        if isinstance(widget, forms.EmailInput):
            params |= {"spellcheck": False, "autocomplete": params.get("autocomplete", "email")}
    return "input", params


def _password(bound: BoundField) -> tuple[str, Params]:
    return "password", {**_common(bound), "label": _label(bound)}


def _textarea(bound: BoundField) -> tuple[str, Params]:
    rows = int(bound.field.widget.attrs.get("rows") or 5)
    value = bound.value()
    return "textarea", {
        **_common(bound),
        "label": _label(bound),
        "rows": rows,
        "value": "" if value is None else str(value),
    }


def _file(bound: BoundField) -> tuple[str, Params]:
    return "file", {
        **_common(bound),
        "label": _label(bound),
        "multiple": getattr(bound.field.widget, "allow_multiple_selected", False),
    }


def _options(bound: BoundField) -> list[Params]:
    """The choices; a widget may carry `hints`, a dict of value to explaining text."""
    hints = getattr(bound.field.widget, "hints", {})
    made = []
    for _, group, _ in bound.field.widget.optgroups(
        bound.html_name, bound.field.widget.format_value(bound.value()), {"id": bound.auto_id or bound.html_name}
    ):
        for option in group:
            value = "" if option["value"] is None else str(option["value"])
            item: Params = {"value": value, **words(option["label"]), "disabled": bool(option["attrs"].get("disabled"))}
            item["checked"] = item["selected"] = bool(option["selected"])
            if option["attrs"].get("id"):
                item["id"] = option["attrs"]["id"]
            hint = hints.get(option["value"], hints.get(value))
            if hint:
                item["hint"] = words(hint)
            made.append(item)
    return made


def _legend(bound: BoundField) -> Params:
    return {"legend": {**_label(bound)}}


def _choices(kind: str) -> Callable[[BoundField], tuple[str, Params]]:
    def build(bound: BoundField) -> tuple[str, Params]:
        params = _common(bound)
        params["idPrefix"] = params.pop("id")
        return kind, {**params, "fieldset": _legend(bound), "items": _options(bound)}

    return build


def _picker(bound: BoundField) -> tuple[str, Params]:
    widget, form = bound.field.widget, bound.form
    text = form.typed_search(bound.name) if isinstance(form, SearchingForm) else ""
    return "picker", {
        **_common(bound),
        "fieldset": _legend(bound),
        "choices": picker_choices(_options(bound), text),
        "text": text,
        "find": widget.find,
        "example": widget.example,
        "textName": widget.text_name(bound.html_name),
        "buttonName": widget.button_name(bound.html_name),
    }


def _select(bound: BoundField) -> tuple[str, Params]:
    params = _common(bound)
    items = [{"value": item["value"], "text": item.get("text", item.get("html")), "selected": item["selected"],
              "disabled": item["disabled"]} for item in _options(bound)]  # fmt: skip
    if isinstance(bound.field.widget, forms.SelectMultiple):
        params["attributes"] = {**params.get("attributes", {}), "multiple": ""}
    return "select", {**params, "label": _label(bound), "items": items}


def _tick(bound: BoundField) -> tuple[str, Params]:
    params = _common(bound)
    hint = params.pop("hint", None)
    own = params.pop("id")
    item = {"id": own, "value": "on", **words(bound.label), "checked": bool(bound.value())}
    if hint:
        item["hint"] = hint
    return "checkboxes", {**params, "idPrefix": own, "items": [item]}


def _date(bound: BoundField) -> tuple[str, Params]:
    widget = bound.field.widget
    params = _common(bound)
    params["namePrefix"] = params.pop("name")
    parts = widget.parts(bound.value())
    items: list[Params] = [
        {"name": name, "value": getattr(parts, name), "width": 4 if name == "year" else 2, "label": name.capitalize()}
        for name in ("day", "month", "year")
    ]
    example = "For example, 27 3 2016"
    if isinstance(widget, MomentInput):
        items.append({"name": "time", "value": parts.time, "width": 5, "label": "Time", "inputmode": "text"})
        example = "For example, 27 3 2016 and 9:30am (London time)"
    params.setdefault("hint", {"text": example})
    return "date", {**params, "fieldset": _legend(bound), "items": items}


def _hidden(bound: BoundField) -> tuple[str, Params]:
    return "hidden", {}


def _bare(bound: BoundField) -> tuple[str, Params]:
    return "bare", {**_common(bound), "fieldset": _legend(bound)}


BUILDERS: tuple[tuple[Any, Callable[[BoundField], tuple[str, Params]]], ...] = (
    (forms.HiddenInput, _hidden),
    (DateInput, _date),
    (forms.MultiWidget, _bare),
    (SearchedCheckboxes, _picker),
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),  # before RadioSelect, which it inherits from
    (forms.RadioSelect, _choices("radios")),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
)
