"""What the documents name exists: files, models, modules and their members, and links between pages."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

DOCS = settings.BASE_DIR / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
OURS = ("shared", "ccgs", "votes", "conflicts", "pccc", "models_abc")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)\)")


def quoted() -> set[str]:
    return {word for page in PAGES for word in CODE.findall(page.read_text("utf-8"))}


def resolves(name: str) -> bool:
    """`votes.Ballot` as a model, `ccgs.queries.posts.holders` as a module's member, `ccgs.terms.roles` as a module."""
    app, _, rest = name.partition(".")
    if "." not in rest and rest[:1].isupper():
        return any(model.__name__ == rest for model in apps.get_app_config(app).get_models())
    parts = (name if app != "shared" else f"cocommission.{name}").split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part, None)
        return found is not None
    return False


NAMES = sorted(n for n in quoted() if re.fullmatch(rf"({'|'.join(OURS)})(\.\w+)+", n))


@pytest.mark.parametrize("name", NAMES)
def test_names_exist(name):
    assert resolves(name)


@pytest.mark.parametrize(
    "name",
    sorted(n for n in quoted() if re.fullmatch(r"(ccgs|votes|models_abc|cocommission|tests|scripts)/[\w/]+\.py", n)),
)
def test_files_exist(name):
    assert (settings.BASE_DIR / name).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_lead_somewhere(page):
    broken = [link for link in LINK.findall(page.read_text("utf-8")) if not Path(page.parent / link).exists()]
    assert broken == []


def test_every_decision_is_listed_and_says_what_follows():
    records = [page for page in PAGES if page.parent.name == "decisions" and page.name != "README.md"]
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for record in records:
        text = record.read_text("utf-8")
        assert record.name in listed
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequences", "Turned down")), record
