#!/usr/bin/env python3
"""Figures of the code: `scripts/figures.py`. They say whether it gets simpler.

lines                  of Python and templates that the product runs, by app
own names of a view    how many names of ours a file in views/ imports, on average
wide functions         public functions with more than 7 arguments beside `by` and `now`
lock helpers, crumbs, form pages   functions of one app that do what another app has a function of its own for
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
MOST = 7
"""How many arguments a public function has at most, beside `by` and `now`."""
MOST_NAMES = 43
"""How many names of ours a file of views imports at most: one that imports more does several jobs."""
SAME = {
    "lock helpers": r"_?lock(ed|_)\w*|begin\w*",
    "crumb trails": r"_?crumbs\w*",
    "form pages": r"_?(act|form)_page|_page|_form",
    "reasons by state": r"act_blockers|require_act",
}


def trees(app: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of an app but its migrations."""
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text("utf-8"))


def lines(app: str) -> tuple[int, int]:
    """Lines of Python and of templates."""
    python = sum(len(path.read_text("utf-8").splitlines()) for path, _ in trees(app))
    pages = (ROOT / "templates" / app).rglob("*.jinja")
    return python, sum(len(path.read_text("utf-8").splitlines()) for path in pages)


def own_names(tree: ast.Module) -> int:
    """How many names a module imports from the product."""
    froms = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return sum(len(node.names) for node in froms if (node.module or "").split(".")[0] in APPS)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function of a module."""
    yield from (node for node in tree.body if isinstance(node, ast.FunctionDef))


def wide(node: ast.FunctionDef) -> bool:
    """Whether a public function has more arguments than people can hold in mind."""
    names = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    return not node.name.startswith("_") and len(names - {"self", "by", "now"}) > MOST


def too_wide() -> list[str]:
    """`path:line function` of each wide function."""
    modules = [(path.relative_to(ROOT), node) for app in APPS for path, tree in trees(app) for node in functions(tree)]
    return [f"{path}:{node.lineno} {node.name}" for path, node in modules if wide(node)]


def too_many_names() -> list[str]:
    """`path: number` of each file of views that imports too many names."""
    views = [(path, tree) for app in APPS for path, tree in trees(app) if "views" in path.parts]
    counted = ((path.relative_to(ROOT), own_names(tree)) for path, tree in views)
    return [f"{path}: {number} names of ours" for path, number in counted if number > MOST_NAMES]


def main() -> None:
    """Prints the figures of each app and of all."""
    total: dict[str, int] = {}
    for app in APPS:
        found = dict.fromkeys(SAME, 0)
        views, names, wide_ones = 0, 0, 0
        for path, tree in trees(app):
            if "views" in path.parts and path.name != "__init__.py":
                views, names = views + 1, names + own_names(tree)
            for node in functions(tree):
                wide_ones += wide(node)
                for kind, pattern in SAME.items():
                    found[kind] += bool(re.fullmatch(pattern, node.name))
        python, pages = lines(app)
        row = {
            "lines": python,
            "template lines": pages,
            "views": views,
            "own names": names,
            "wide functions": wide_ones,
        }
        row |= found
        for key, number in row.items():
            total[key] = total.get(key, 0) + number
        print(f"{app:14}", ", ".join(f"{key} {number}" for key, number in row.items()))
    print(f"{'all':14}", ", ".join(f"{key} {number}" for key, number in total.items()))
    print(f"A view file imports {total['own names'] / total['views']:.1f} names of ours.")


if __name__ == "__main__":
    main()
