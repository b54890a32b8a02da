"""Every message on a form says what to do, in words of its own: none is Django's, none is made from a label.

Fields that a form makes when it is built are looked at where they are drawn: see `test_refused_forms.py`.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from cocommission.shared.forms import NHSForm
from cocommission.shared.forms.messages import messages_for
from cocommission.shared.sign_in import AccountForm

ROOT = Path(__file__).parents[2]
APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
VERBS = {"Add", "Answer", "Choose", "Confirm", "Describe", "Enter", "Open", "Say", "Select", "Tick", "Upload"}
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
LABELS = {"label", "display_name", "verbose_name", "verbose_name_plural"}


def product_forms() -> list[type[forms.BaseForm]]:
    """Every form class of the product, whatever its module."""
    for path in SOURCES:
        if "forms.Form" in (text := path.read_text()) or "NHSForm" in text:
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    classes, seen = [forms.BaseForm], set()
    while classes:
        made = classes.pop().__subclasses__()
        classes += made
        seen |= {one for one in made if one.__module__.partition(".")[0] in APPS}
    of_library = {one for one in seen if issubclass(one, AccountForm)}  # see tests/screens/test_shell_sign_in.py
    return sorted(seen - of_library - {NHSForm}, key=lambda one: (one.__module__, one.__qualname__))


FORMS = product_forms()
REQUIRED = [(form, name, field) for form in FORMS for name, field in form.base_fields.items() if field.required]


def glued(message: str, label: str) -> bool:
    """Whether the message is a verb in front of the label."""
    plain = re.sub(r"\W+", " ", message.lower()).split()
    return plain[1:] == re.sub(r"\W+", " ", label.lower()).split()


def asks_yes_or_no(field: forms.Field) -> bool:
    return {str(words) for _, words in getattr(field, "choices", [])} == {"Yes", "No"}


def wrong(field: forms.Field) -> Iterator[str]:
    """What is wrong with the message of a required field."""
    message = str(field.error_messages["required"])
    if message == str(forms.Field.default_error_messages["required"]):
        yield "it has no message of its own"
        return
    if message.split()[0] not in VERBS:
        yield f"“{message}” does not begin with what to do"
    if message.endswith("."):
        yield f"“{message}” ends with a full stop"
    if len(message.split()) > 25:
        yield f"“{message}” is longer than 25 words"
    if glued(message, str(field.label)):
        yield f"“{message}” is its label with a verb"
    if asks_yes_or_no(field) and not message.startswith("Select yes if "):
        yield f"“{message}” answers a yes/no question: begin with “Select yes if”"


def test_the_forms_of_every_app_are_looked_at():
    counted = Counter(form.__module__.partition(".")[0] for form, _, _ in REQUIRED)
    assert set(counted) == {*APPS}
    assert len(REQUIRED) > 200


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_each_required_field_has_a_message_of_its_own(form):
    fields = {name: field for name, field in form.base_fields.items() if field.required}
    assert {name: faults for name, field in fields.items() if (faults := list(wrong(field)))} == {}
    shared = Counter(str(field.error_messages["required"]) for field in fields.values())
    assert [message for message, times in shared.items() if times > 1] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_no_other_message_is_django_s(form):
    assert issubclass(form, NHSForm), "Derive it from cocommission.shared.forms.NHSForm"
    for name, field in form.base_fields.items():
        assert {code for code in field.default_error_messages if code not in messages_for(field)} <= {"required"}, name


def test_a_message_is_never_made_from_a_label():
    """In a call of `ValidationError` or `add_error`, or as `error_messages`, no label is put into the text."""
    assert [fault for path in SOURCES for fault in glued_in(ast.parse(path.read_text()), path.name)] == []


def glued_in(tree: ast.AST, where: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "error_messages":
            yield from labels_in(node.value, where)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("ValidationError", "add_error", "error_class"):
                yield from (fault for part in node.args for fault in labels_in(part, where))


def labels_in(node: ast.AST, where: str) -> Iterator[str]:
    for text in (part for part in ast.walk(node) if isinstance(part, ast.JoinedStr)):
        for part in ast.walk(text):
            name = part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "")
            if name in LABELS or name.endswith("_display"):
                yield f"{where}, line {text.lineno}: {name}"


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (None, "it has no message of its own"),
        ("Date of the meeting is required", "does not begin with what to do"),
        ("Enter the date of the meeting.", "ends with a full stop"),
        ("Enter date of the meeting", "is its label with a verb"),
        ("Enter the date of the meeting", None),
    ],
)
def test_a_planted_fault_is_named(message, fault):
    field = forms.CharField(label="Date of the meeting", error_messages={"required": message} if message else None)
    assert [fault in one for one in wrong(field)] == [True] if fault else list(wrong(field)) == []


def test_a_yes_or_no_question_says_what_yes_means():
    asked = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], error_messages={"required": "Select an answer"})
    assert ["Select yes if" in one for one in wrong(asked)] == [True]


def test_a_planted_label_is_named():
    assert list(glued_in(ast.parse('form.add_error("x", f"Enter {field.label}")'), "x.py")) == ["x.py, line 1: label"]
