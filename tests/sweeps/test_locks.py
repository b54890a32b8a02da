"""The lock files are whole: every requirement of every locked package is pinned, with each extra that is asked for.

pip takes a hash-locked file only when nothing is left to choose. A pin without an extra that another package asks for
leaves a choice as soon as the registry holds a newer release, so a lock that is not whole fails days after it was
made. The metadata of the installed packages tell it on the day.
"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = [one.rsplit(" ", 1)[1] for one in PROJECT["classifiers"] if re.search(r":: Python :: 3\.\d+$", one)]
HERE = dict(default_environment())
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]],
}


def environment(python: str, system: str) -> dict[str, str]:
    return {**HERE, "python_version": python, "python_full_version": f"{python}.0", **SYSTEMS[system]}


def holds(requirement: Requirement, there: dict[str, str], extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**there, "extra": extra}) for extra in {"", *extras})


def pins(lock: str, there: dict[str, str]) -> dict[str, Requirement]:
    """The pin of each package that holds in an environment."""
    lines = re.findall(r"^([a-zA-Z0-9].*?)\s*\\$", lock, re.MULTILINE)
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, lines) if holds(pin, there, set())}


def missing(lock: str, direct: list[str], there: dict[str, str]) -> set[str]:
    """What the lock does not pin in an environment: packages, and extras as `package[extra]`."""
    pinned, lacking = pins(lock, there), set()
    seen: dict[str, set[str]] = {}
    waiting = [one for one in map(Requirement, direct) if holds(one, there, set())]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        pin = pinned.get(name)
        if pin is None:
            lacking.add(name)
            continue
        lacking |= {f"{name}[{extra}]" for extra in wanted.extras - pin.extras}
        new = wanted.extras - seen.get(name, set())
        if name in seen and not new:
            continue
        extras = seen.setdefault(name, set())
        extras |= wanted.extras
        waiting += [one for one in map(Requirement, requires(name)) if holds(one, there, extras)]
    return lacking


def requires(name: str) -> list[str]:
    """What an installed package asks for. Nothing is known of a package that only other machines install."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_each_requirement_is_pinned_with_its_extras(lock, python, system):
    assert missing((ROOT / lock).read_text("utf-8"), LOCKS[lock], environment(python, system)) == set()


def test_the_product_and_its_tests_run_on_the_same_releases():
    product, tests = (pins((ROOT / lock).read_text("utf-8"), HERE) for lock in LOCKS)
    assert {name: str(pin) for name, pin in product.items()} == {name: str(tests.get(name)) for name in product}


def test_what_is_installed_is_what_is_locked():
    """The metadata prove something about the lock only when they are those of the locked releases."""
    pinned = pins((ROOT / "requirements-dev.txt").read_text("utf-8"), HERE)
    assert len(pinned) > 50
    other = {
        name: (str(pin.specifier), distribution(name).version)
        for name, pin in pinned.items()
        if not pin.specifier.contains(distribution(name).version, prereleases=True)
    }
    assert other == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_without_one_of_its_extras_is_found(lock):
    text = (ROOT / lock).read_text("utf-8")
    with_extras = [pin for pin in pins(text, HERE).values() if pin.extras]
    assert with_extras
    for pin in with_extras:
        stripped = re.sub(rf"^{re.escape(pin.name)}\[.*?\]", pin.name, text, flags=re.MULTILINE)
        wanted = {f"{canonicalize_name(pin.name)}[{extra}]" for extra in pin.extras}
        assert missing(stripped, LOCKS[lock], HERE) == wanted
