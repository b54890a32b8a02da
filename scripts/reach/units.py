"""The parts of the product's source: functions, classes, methods, constants, and what each of them names."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
REGISTERING = frozenset(
    {
        "sweep",
        "task_provider",
        "panel_provider",
        "practice_panel_provider",
        "router.get",
        "register.simple_tag",
        "register.filter",
    }
    | {"worker_ready.connect", "beat_init.connect", "app.on_after_finalize.connect", "app.task"}
    | {"api.exception_handler", "agreements_from", "on_interest", "ccg_detail", "checks.register"}
)
"""Decorators that hand a function to the product, which then calls it: sweeps, tasks, panels, API, tags, signals."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(eq=False)
class Unit:
    """One part: `kind` is body, function, class, method or constant; `names` are dotted chains as written.

    `fields` are the annotated names of a class; `lists` the ids of rules whose rows of the catalogue stand here.
    """

    module: str
    name: str
    kind: str
    line: int = 0
    names: set[tuple[str, ...]] = field(default_factory=set)
    strings: set[str] = field(default_factory=set)
    docs: str = ""
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """`votes.queries.mandates:mandates`."""
        return f"{self.module}:{self.name}"


@dataclass(eq=False)
class Module:
    """One file: its units by name, and what it imports under which name."""

    name: str
    path: Path
    is_package: bool
    units: dict[str, Unit] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)


def chain(node: ast.AST) -> tuple[str, ...]:
    """`a.b.c` as ("a", "b", "c"); what does not begin with a name begins with ""."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*chain(node.value), node.attr)
    return ("",)


def imported(node: ast.Import | ast.ImportFrom, module: Module) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name that an import binds, with the module and the name in it ("" for the module itself)."""
    if isinstance(node, ast.Import):
        for each in node.names:
            bound = each.asname or each.name.split(".")[0]
            yield bound, (each.name if each.asname else bound, "")
        return
    source = node.module or ""
    if node.level:
        parts = module.name.split(".")
        base = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
        source = ".".join([*base, *([source] if source else [])])
    for each in node.names:
        yield each.asname or each.name, (source, each.name)


def is_text(node: ast.AST) -> bool:
    """Whether the node is a text as written, not something worked out."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def read(unit: Unit, module: Module, nodes: Iterable[ast.AST], hidden: frozenset[str] = frozenset()) -> None:
    """Adds to the unit what the nodes name; `hidden` are local names, which stand for nothing outside."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            unit.imports.update(imported(node, module))
        elif isinstance(node, ast.Name | ast.Attribute):
            names = chain(node)
            unit.names.add(("", *names[1:]) if names[0] in hidden else names)
            while isinstance(node, ast.Attribute):
                node = node.value
            if not isinstance(node, ast.Name):
                waiting.append(node)
        elif isinstance(node, ast.Constant):
            unit.strings |= {node.value} if isinstance(node.value, str) else set()
        elif isinstance(node, ast.JoinedStr):
            unit.strings.add("".join(part.value if is_text(part) else "*" for part in node.values))
            waiting.extend(node.values)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            unit.docs += node.value.value
        elif isinstance(node, ast.Call) and chain(node.func)[-1] == "Rule":
            # a row of the catalogue lists a rule; it does not ask it
            unit.lists |= {part.value for part in node.args[:1] if isinstance(part, ast.Constant)}
            waiting.extend(part for part in ast.walk(node) if isinstance(part, ast.Name | ast.Attribute))
        else:
            waiting.extend(ast.iter_child_nodes(node))


def local_names(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Names that a function itself binds: arguments, assignments, loops, inner functions."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, FUNCTIONS):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return frozenset(found)


def add_function(module: Module, name: str, kind: str, node: Function) -> Unit:
    """A function or method as a unit; inner functions belong to it."""
    unit = module.units.setdefault(name, Unit(module.name, name, kind, node.lineno))
    inside = list(ast.walk(node))
    outside = [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, node.returns]
    notes = [part.annotation for part in inside if isinstance(part, ast.arg)]
    read(unit, module, [part for part in (*outside, *notes) if part is not None])
    read(unit, module, node.body, local_names(part for part in inside if part is not node))
    return unit


def add_class(module: Module, node: ast.ClassDef) -> None:
    """A class, and each of its methods as a unit of its own."""
    unit = module.units.setdefault(node.name, Unit(module.name, node.name, "class", node.lineno))
    read(unit, module, [*node.decorator_list, *node.bases, *node.keywords])
    for statement in node.body:
        if isinstance(statement, FUNCTIONS):
            add_function(module, f"{node.name}.{statement.name}", "method", statement)
        else:
            read(unit, module, [statement])
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            unit.fields.add(statement.target.id)


def add_constants(module: Module, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> list[Unit]:
    """Each name that an assignment binds, as a unit."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    units = [module.units.setdefault(name, Unit(module.name, name, "constant", node.lineno)) for name in names]
    for unit in units:
        read(unit, module, [node])
    return units


def add_statements(module: Module, statements: Iterable[ast.stmt]) -> None:
    """Sorts a module's statements into units; what runs on import belongs to its body."""
    body = module.units.setdefault("", Unit(module.name, "", "body"))
    last: list[Unit] = [body]
    for node in statements:
        if isinstance(node, FUNCTIONS):
            add_function(module, node.name, "function", node)
            read(body, module, node.decorator_list)
            if any(is_registering(each) for each in node.decorator_list):
                body.names.add((node.name,))
        elif isinstance(node, ast.ClassDef):
            add_class(module, node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module.imports.update(imported(node, module))
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            last = add_constants(module, node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            for unit in last:
                unit.docs += str(node.value.value)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            read(body, module, [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.stmt)])
            add_statements(module, [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)])
        else:
            read(body, module, [node])


def is_registering(decorator: ast.expr) -> bool:
    """Whether the decorator hands the function to the product."""
    return ".".join(chain(decorator.func if isinstance(decorator, ast.Call) else decorator)) in REGISTERING


def modules(root: Path = ROOT) -> dict[str, Module]:
    """Every module of the product by its dotted name."""
    found = {}
    for path in sorted([root / "manage.py", *(path for app in APPS for path in (root / app).rglob("*.py"))]):
        parts = path.relative_to(root).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = Module(".".join(parts[:-1] if is_package else parts), path, is_package)
        add_statements(module, ast.parse(path.read_text("utf-8")).body)
        found[module.name] = module
    return found
