"""Walks from where the product starts to everything that it can call."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from jinja2 import Environment, nodes

from scripts.reach.units import APPS, ROOT, Module, Unit, modules

STARTED = """
import sys
import django
django.setup()
import cocommission.celery, cocommission.serving.service, cocommission.urls, cocommission.wsgi
ours = sorted(n for n in sys.modules if n.split(".")[0] in %r)
print("\\n".join(ours))
"""
WHOLE = re.compile(
    r"^manage$|^cocommission\.(settings|wsgi|serving\.production|celery|shared\.sessions|shared\.database\.base)$"
    r"|(^|\.)urls($|[._])|\.apps$|\.management\.commands\.|\.templatetags\.|\.migrations\.\d|__main__$"
)
"""Modules that Django or a command reads as a whole."""
CALLED = {"urlpatterns", "process_exception", "process_view", "from_db_value", "create_superuser"}
"""What Django looks for by its name alone."""
FOUND = ((re.compile(r"\.terms$"), "TRANSITIONS"), (re.compile(r"\.terms$"), "TRANSITION_TABLES"),
         (re.compile(r"\.rules\.catalogue(\.|$)"), "RULES"))  # fmt: skip
"""What `draw_states` and the page of rules read of every module that is called so."""
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")


@cache
def started_modules() -> tuple[str, ...]:
    """The modules that are loaded once the product has started: a process of its own starts it."""
    ran = subprocess.run(
        [sys.executable, "-c", STARTED % (APPS,)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "cocommission.settings", "PATH": "/usr/bin:/bin"},
    )
    return tuple(ran.stdout.split())


@cache
def template_trees() -> dict[str, nodes.Template]:
    """Each of our templates, read, by its name."""
    folder = ROOT / "templates"
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.jinja")}
    return {name: Environment().parse(text) for name, text in found.items()}


@cache
def template_names() -> frozenset[str]:
    """Every name and attribute that a template reads."""
    found: set[str] = set()
    for tree in template_trees().values():
        for node in tree.find_all((nodes.Getattr, nodes.Const, nodes.Name)):
            said = node.attr if isinstance(node, nodes.Getattr) else getattr(node, "name", getattr(node, "value", ""))
            found |= {said} if isinstance(said, str) else set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r"\w+", path.read_text("utf-8")))
    return frozenset(found)


@dataclass
class Walk:
    """What was reached, and how: `came_from` names the unit that reached each unit first."""

    modules: dict[str, Module]
    reached: dict[str, str] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    waiting: list[Unit] = field(default_factory=list)
    classes: list[Unit] = field(default_factory=list)
    looked_into: list[Module] = field(default_factory=list)

    def reach(self, unit: Unit, came_from: str) -> None:
        """Marks a unit as reached, once, with the body of its module."""
        if unit.id in self.reached:
            return
        self.reached[unit.id] = came_from
        self.waiting.append(unit)
        if unit.kind != "body":
            self.reach(self.modules[unit.module].units[""], unit.id)

    def run(self) -> "Walk":
        """Follows every name until nothing new is found."""
        while self.waiting:
            unit = self.waiting.pop()
            if unit.kind == "class":
                self.enter(unit)
            for names in unit.names:
                self.follow(unit, names)
            for string in unit.strings:
                self.read(unit, string)
            for source, name in unit.imports.values():
                if source in self.modules:
                    self.reach(self.modules[source].units[""], unit.id)
                if f"{source}.{name}" in self.modules:
                    self.reach(self.modules[f"{source}.{name}"].units[""], unit.id)
        return self

    def enter(self, unit: Unit) -> None:
        """A class is reached: so are the methods that Python and the library below it call, and those named before."""
        self.classes.append(unit)
        theirs = library_names(unit)
        for method in self.methods(unit):
            short = method.name.partition(".")[2]
            called = short.startswith(("__", "clean_", "resolve_")) or short in theirs
            if called or short in self.attributes:
                self.reach(method, unit.id)
        if theirs:
            for each in unit.fields:
                self.attribute(each, unit.id)

    def methods(self, unit: Unit) -> Iterator[Unit]:
        """The methods of a class."""
        start = f"{unit.name}."
        return (each for name, each in self.modules[unit.module].units.items() if name.startswith(start))

    def attribute(self, name: str, came_from: str) -> None:
        """An attribute is read of something unknown: every reached class may be meant."""
        if name in self.attributes:
            return
        self.attributes.add(name)
        for unit in self.classes:
            method = self.modules[unit.module].units.get(f"{unit.name}.{name}")
            if method:
                self.reach(method, came_from)
        for module in self.looked_into:
            if name in module.units:
                self.reach(module.units[name], came_from)

    def meaning(self, unit: Unit, names: tuple[str, ...]) -> "tuple[Module | Unit | None, list[str]]":
        """What a dotted chain means where it is written, and the attributes that are left of it."""
        rest = list(names)
        first = rest.pop(0)
        if first in unit.imports:
            found = self.lookup(*unit.imports[first])
        else:
            found = self.lookup(unit.module, first) if first else None
        while isinstance(found, Module) and rest:
            found = self.lookup(found.name, rest.pop(0))
        return found, rest

    def follow(self, unit: Unit, names: tuple[str, ...]) -> None:
        """Reaches what a dotted chain means."""
        found, rest = self.meaning(unit, names)
        if isinstance(found, Unit):
            self.reach(found, unit.id)
            method = self.modules[found.module].units.get(f"{found.name}.{rest[0]}") if rest else None
            if method:
                self.reach(method, unit.id)
                rest.pop(0)
        elif isinstance(found, Module):
            self.reach(found.units[""], unit.id)
        for each in rest:
            self.attribute(each, unit.id)

    def lookup(self, source: str, name: str, depth: int = 0) -> "Module | Unit | None":
        """What `name` is in the module `source`; "" is the module itself."""
        module = self.modules.get(source)
        if not name:
            return module
        if module is None or depth > 20:
            return None
        if name in module.units:
            return module.units[name]
        if name in module.imports:
            again, there = module.imports[name]
            found = self.lookup(again, there, depth + 1)
            if found:
                return found
        return self.modules.get(f"{source}.{name}")

    def read(self, unit: Unit, string: str) -> None:
        """A string may name an attribute, a dotted path, or a model as `app.Model`."""
        if IDENTIFIER.fullmatch(string):
            self.attribute(string, unit.id)
        elif DOTTED.fullmatch(string):
            source, _, name = string.rpartition(".")
            found = self.lookup(source, name)
            if found is None and source in self.modules:
                found = self.lookup(f"{source}.models", name)
            if isinstance(found, Unit):
                self.reach(found, unit.id)
            elif isinstance(found, Module):
                self.look_into(found, unit.id)

    def look_into(self, module: Module, came_from: str) -> None:
        """A module is named by a string: whatever attribute is read somewhere may be read of it."""
        if module not in self.looked_into:
            self.looked_into.append(module)
            self.reach(module.units[""], came_from)
            for name in self.attributes & module.units.keys():
                self.reach(module.units[name], came_from)


def bases_of(made: type) -> list[type]:
    """The classes of libraries below a class of ours."""
    return [base for base in made.__mro__[1:] if base is not object and base.__module__.split(".")[0] not in APPS]


def library_names(unit: Unit) -> set[str]:
    """The names that the classes of libraries below this class have: what overrides them is called by the library."""
    made = getattr(import_module(unit.module), unit.name, None)
    return {name for base in bases_of(made) for name in dir(base)} if isinstance(made, type) else set()


def unreached(made: Walk) -> list[Unit]:
    """The functions, classes, methods and constants that nothing reaches; migrations call what they need themselves."""
    units = (
        unit for name, module in made.modules.items() if ".migrations" not in name for unit in module.units.values()
    )
    return [unit for unit in units if unit.id not in made.reached and unit.kind != "body" and unit.name != "__all__"]


def walk(found: dict[str, Module] | None = None) -> Walk:
    """Everything that the started product reaches. `found`: the modules of the product, where they are read already."""
    made = Walk(found or modules())
    for name in started_modules():
        if name in made.modules:
            made.reach(made.modules[name].units[""], "start")
    for name, module in made.modules.items():
        if WHOLE.search(name):
            for unit in module.units.values():
                made.reach(unit, "start")
        for pattern, attribute in FOUND:
            if pattern.search(name) and attribute in module.units:
                made.reach(module.units[attribute], "start")
    for name in template_names() | CALLED:
        made.attribute(name, "templates")
    return made.run()


@cache
def walked() -> Walk:
    """The walk over the product as it is, made once."""
    return walk()


def id_of(made: Walk, dotted: str) -> str:
    """The id of a module, function, method, class or constant by its dotted name; "" when there is none."""
    parts = dotted.split(".")
    if dotted in made.modules:
        return f"{dotted}:"
    for cut in range(1, len(parts)):
        found = made.lookup(".".join(parts[:cut]), parts[cut])
        if isinstance(found, Unit):
            return ".".join([found.id, *parts[cut + 1 :]])
    return ""


def is_reached(made: Walk, dotted: str) -> bool:
    """Whether the product reaches what has this dotted name."""
    return id_of(made, dotted) in made.reached
