"""What CONTRIBUTING.md tells people to do is so: its files, its words, its commands, and the checks before a commit."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.sweeps.test_locks import PYTHONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^### Add an? (\w+)\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| .* \| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)
PRODUCT = ("cocommission/", "ccgs/", "votes/", "conflicts/", "pccc/", "models_abc/", "templates/")
# Words that not the example alone has, and the auditor of whom a sentence speaks.
ELSEWHERE = {"WITHDRAWN", "WITHDRAW", "WithdrawalForm", "withdrawn_reason", "auditor"}


def files() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]
    return [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in (".py", ".jinja", ".html")]


def contains(name: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", (ROOT / name).read_text("utf-8")) is not None


def broken(recipe: str) -> list[str]:
    """What a recipe says that is not so."""
    rows = ROW.findall(recipe)
    found = [
        f"{pattern} does not contain {word}"
        for pattern, word in rows
        if not any(contains(str(path.relative_to(ROOT)), word) for path in ROOT.glob(pattern))
    ]
    words = {word for _, word in rows} - ELSEWHERE
    for name in files():
        if name.startswith(PRODUCT) and not any(fnmatch(name, pattern) for pattern, _ in rows):
            found += [f"{name} contains {word} too" for word in words if contains(name, word)]
    return found


def test_there_is_a_recipe_for_each_thing_that_is_added_most():
    assert set(RECIPES) == {"field", "act", "list", "role"}
    assert all(ROW.findall(recipe) for recipe in RECIPES.values())


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_names_every_file_and_no_other(name):
    assert broken(RECIPES[name]) == []


def test_what_it_tells_people_to_type_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", PAGE)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", PAGE)) <= set(get_commands())
    for name in re.findall(r"`((?:tests|scripts|docs)/[\w/]+\.\w+)`|\]\(([\w/.]+\.md)\)", PAGE):
        assert (ROOT / "".join(name)).is_file(), name


def test_the_checks_before_a_commit_are_those_of_make_check():
    steps = re.findall(r"^step (\w+)", (ROOT / "scripts" / "check.sh").read_text("utf-8"), re.MULTILINE)
    (repo,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    hooks = {hook["id"]: hook for hook in repo["hooks"]}
    assert sorted(hooks) == sorted(steps)
    for name, hook in hooks.items():
        assert hook["entry"] == f"sh scripts/check.sh {name}"
        assert hook["language"] == "system"
        assert not hook["pass_filenames"]


def test_one_list_of_supported_pythons():
    """pyproject.toml holds it; Makefile, README and the release notes say the same."""
    makefile, readme, changes = ((ROOT / name).read_text("utf-8") for name in ("Makefile", "README.md", "CHANGELOG.md"))
    assert re.findall(r"^PYTHONS := (.*)$", makefile, re.MULTILINE) == [" ".join(f"python{one}" for one in PYTHONS)]
    words = f"Python {', '.join(PYTHONS[:-1])} {{}} {PYTHONS[-1]}"
    assert words.format("or") in makefile
    assert words.format("or") in readme
    assert words.format("and") in changes


def test_a_name_that_is_no_check_is_refused():
    command = ["sh", "scripts/check.sh", "formt"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The checks are: format" in done.stdout
