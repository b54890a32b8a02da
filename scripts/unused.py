#!/usr/bin/env python3
"""Code that nothing uses but tests: vulture reads the product and the scripts, and this leaves out what is used.

Used are names that a template reads, names in strings (addresses of functions in the settings, fields of forms),
columns of tables, and what a class overrides of a library. ALLOWED holds the rest, each with its reason.
"""

import ast
import os
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from vulture import Vulture  # noqa: E402

from scripts.reach.units import APPS, REGISTERING, modules  # noqa: E402
from scripts.reach.walk import bases_of, template_names  # noqa: E402

ALLOWED = {
    "*Config": "Django loads the class of an app by itself",
    "USERNAME_FIELD": "Django reads it of the model of people",
    "author": "python-docx and WeasyPrint write it into the document",
    "autocommit": "psycopg2 reads it of a connection",
    "clean_*": "Django calls it for the field of that name",
    "compress_type": "zipfile reads it of an entry, so that the same content gives the same file",
    "create_superuser": "manage.py createsuperuser calls it",
    "create_system": "zipfile reads it of an entry, so that the same content gives the same file",
    "external_attr": "zipfile reads it of an entry, so that the same content gives the same file",
    "handler*": "Django reads the pages of errors from the addresses by these names",
    "from_db_value": "Django calls it of a field for each value it reads",
    "itersize": "psycopg2 reads it of a cursor",
    "language": "python-docx writes it into the document",
    "leads_to": "tests/sweeps/test_final_acts.py holds it against the tables of states",
    "process_exception": "Django calls it of a middleware when a view fails",
    "process_view": "Django calls it of a middleware before the view",
    "regex": "Django reads it of a converter of addresses",
    "should_stop": "Celery reads it of its worker's state",
    "should_terminate": "Celery reads it of its worker's state",
    "streaming_content": "Django reads it of a streaming answer",
    "template_name": "Django reads it of a widget",
    "to_url": "Django calls it of a converter of addresses",
    "urlpatterns": "Django reads the addresses of a part by this name",
    "_change_reason": "django-simple-history reads it of a row that is saved",
    "_history_date": "django-simple-history reads it of a row that is saved",
    "_history_user": "django-simple-history reads it of a row that is saved",
}
SETTINGS = ("cocommission/settings.py", "scripts/benchmarks/bare.py")
"""Files of settings, which Django, Celery and allauth read by name."""


def classes(path: Path) -> Iterator[tuple[int, int, type]]:
    """First and last line of each class of a file, with the class itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            made = getattr(import_module(".".join(parts)), node.name, None)
            if isinstance(made, type):
                yield node.lineno, node.end_lineno or node.lineno, made


def overrides(path: Path, line: int, name: str) -> bool:
    """Whether the name is a member of a class at that line which a library's class below it has too."""
    return any(
        hasattr(base, name) or base.__module__ in ("enum", "django.db.models.enums")
        for first, last, made in classes(path)
        if first <= line <= last
        for base in bases_of(made)
    )


def used_names() -> set[str]:
    """Every name that a template, a string or a table uses."""
    strings = {string for module in modules().values() for unit in module.units.values() for string in unit.strings}
    columns = {f.name for model in apps.get_models(include_auto_created=True) for f in model._meta.get_fields()}
    return template_names() | {part for string in strings for part in string.split(".")} | columns


def unused() -> list[str]:
    """`path:line: what name` of everything that nothing uses, and each entry of ALLOWED that is not needed."""
    django.setup()
    found = Vulture(ignore_names=["Meta"], ignore_decorators=[f"@{name}" for name in REGISTERING])
    found.scavenge([str(ROOT / folder) for folder in (*APPS, "scripts", "manage.py")])
    used, needed, said = used_names(), set(), []
    for item in found.get_unused_code(min_confidence=60):
        path, name = Path(item.filename), str(item.name)
        place = str(path.relative_to(ROOT))
        if place in SETTINGS or "/migrations/" in place or name in used or overrides(path, item.first_lineno, name):
            continue
        allowed = [entry for entry in ALLOWED if fnmatchcase(name, entry)]
        needed.update(allowed)
        if not allowed:
            said.append(f"{place}:{item.first_lineno}: {item.typ} {name} is used by nothing but tests")
    return said + [f"scripts/unused.py: ALLOWED {name!r} is not needed any longer" for name in ALLOWED.keys() - needed]


if __name__ == "__main__":
    found = unused()
    print("\n".join(found) or "everything is used")
    sys.exit(1 if found else 0)
