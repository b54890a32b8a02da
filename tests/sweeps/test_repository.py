"""The repository keeps its own promises: short files, reasons for dependencies, commands that exist, one database."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from cocommission import postgres
from scripts import check_compose, lengths

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ["load_ods", "readiness", "tally", "verify_ledger", "sweep", "serve"]
#: Dependencies that no module of ours names: the command of the image.
UNNAMED = {"gunicorn"}
OF_AN_APP = re.compile(r"\b(ccgs|votes|conflicts|pccc|models_abc)[._][a-z_]+")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|except Exception:\s*pass|NotImplementedError\(\)")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def project() -> dict:
    return tomllib.loads(text("pyproject.toml"))["project"]


def named_in(path: Path) -> set[str]:
    """What a file says, outside its docstrings and comments, of an app, a table or a module of one."""
    if path.suffix != ".py":
        return {found[0] for found in OF_AN_APP.finditer(re.sub(r"(?m)--.*$", "", path.read_text("utf-8")))}
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told]
    return {found[0] for node in strings if isinstance(node.value, str) for found in OF_AN_APP.finditer(node.value)}


def dependencies() -> list[str]:
    named = [*project()["dependencies"], *(d for extra in project()["optional-dependencies"].values() for d in extra)]
    return [re.split(r"[\[<>=~! ]", one)[0].lower().replace("_", "-") for one in named]


def test_no_file_is_longer_than_300_lines():
    assert lengths.too_long() == []


def test_what_all_apps_share_names_no_app_and_no_table_of_one():
    kernel = [path for path in lengths.files() if (ROOT / "cocommission/shared") in path.parents]
    named = [f"{path.relative_to(ROOT)}: {name}" for path in kernel for name in sorted(named_in(path))]
    assert len(kernel) > 100
    assert named == []


def test_nothing_is_left_unfinished():
    here = Path(__file__)
    found = [path for path in lengths.files() if path != here and UNFINISHED.search(path.read_text("utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_each_dependency_says_why_it_is_there():
    lines = [line.strip() for line in text("pyproject.toml").splitlines()]
    start, end = lines.index("dependencies = ["), lines.index("[tool.ruff]")
    unexplained, explained = [], False
    for line in lines[start:end]:
        if line.startswith("#"):
            explained = True
        elif line.startswith('"'):
            if not explained:
                unexplained.append(line)
        else:
            explained = False
    assert unexplained == []


def test_each_dependency_is_used():
    """An app that is only installed, and named nowhere else, is dead weight."""
    product = "\n".join(path.read_text("utf-8") for path in lengths.files() if "tests" not in path.parts)
    product = re.sub(r"INSTALLED_APPS = \[[^\]]*\]", "", product)
    modules: dict[str, list[str]] = {}
    for module, names in packages_distributions().items():
        for name in names:
            modules.setdefault(name.lower().replace("_", "-"), []).append(module)
    unused = set()
    for name in (re.split(r"[\[<>=~! ]", one)[0] for one in project()["dependencies"]):
        names = "|".join(map(re.escape, modules.get(name, [name.replace("-", "_")])))
        if not re.search(rf"\b(from|import) ({names})\b|\"({names})[.\"]", product):
            unused.add(name)
    assert unused == UNNAMED


def test_the_lock_files_hold_every_dependency_and_no_address():
    locked = text("requirements-dev.txt")
    names = {re.split(r"[ =\[]", line)[0].lower() for line in locked.splitlines() if line and line[0].isalpha()}
    wanted = set(dependencies()) - {"weasyprint"}
    assert wanted - names == set()
    assert not re.search(r"https?://", locked + text("requirements.txt"))


@pytest.mark.parametrize("command", CONTRACT)
def test_the_commands_of_the_contract_exist(command):
    assert command in get_commands()


def test_what_the_readme_tells_people_to_type_exists():
    readme = text("README.md")
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", readme)) <= set(get_commands())
    for script in re.findall(r"scripts/[a-z_]+\.(?:py|sh)", readme):
        assert (ROOT / script).exists(), script


def test_the_compose_file_keeps_its_promises():
    assert check_compose.broken_promises(yaml.safe_load(text("docker-compose.yml"))) == []
    assert check_compose.major() == str(postgres.MAJOR)


def test_the_embedded_server_is_of_that_major_version(db):
    from django.db import connection

    assert connection.pg_version // 10000 == postgres.MAJOR


def test_the_image_runs_a_python_that_the_project_supports():
    oldest = project()["requires-python"].removeprefix(">=")
    assert re.findall(r"^FROM python:([\d.]+)", text("Dockerfile"), re.MULTILINE) == [oldest, oldest]
