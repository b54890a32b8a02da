#!/usr/bin/env python
"""`make bench`: the product beside the floor that was measured in the same run, turn by turn.

Every row gives the median over the pairs; nothing is asserted. Options: names of benchmarks (all when none);
`--pairs N` (9); `--quick`, a few minutes that only show that every row runs; `--keep DIR`, which keeps the invented
country in DIR and measures on a copy of it, so that the next run starts at once.
"""

import argparse
import contextlib
import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cocommission.postgres import DATABASE, OWNER, Server, remove, start, url_of  # noqa: E402

NAMES = [
    "casting",
    "arrivals",
    "ledger",
    "lists",
    "conflict_map",
    "load_ods",
    "verify_ledger",
    "tally",
    "registers",
    "pages",
]


def main() -> None:
    """Runs the benchmarks on a database of their own and writes bench.json."""
    options = _options()
    began = time.monotonic()
    out = Path(os.environ.get("DATA_DIR", ROOT / ".data"))
    out.mkdir(parents=True, exist_ok=True)
    os.environ.pop("REDIS_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cocommission.settings"
    os.environ["EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    with _place(options.keep) as place:
        os.environ["DATA_DIR"] = str(place)
        with start(str(place)) as server:
            os.environ["DATABASE_URL"] = server.url
            _prepare(place, server.url)
            os.environ["DATABASE_URL"] = _copy(server, DATABASE, "bench")
            figures = _run(options)
    machine = _machine(options, began)
    (out / "bench.json").write_text(json.dumps({"machine": machine, "figures": figures}, indent=1))
    print(f"\n{', '.join(f'{key}: {value}' for key, value in machine.items())}\nWritten to {out / 'bench.json'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="2 pairs on small numbers: does every row run?")
    parser.add_argument("--keep", type=Path, help="keep the invented country in this folder")
    options = parser.parse_args()
    if options.quick:
        options.pairs = min(options.pairs, 2)
    return options


@contextlib.contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    place = Path(tempfile.mkdtemp(prefix="cocommission-bench-"))
    try:
        yield place
    finally:
        remove(place)  # its files may lie elsewhere
        shutil.rmtree(place, ignore_errors=True)


def _prepare(place: Path, url: str) -> None:
    """The tables, and the invented country in them, in a process of its own: nobody may use what is copied."""
    done = place / "country-is-built"
    if done.exists():
        return
    print("Building the invented country ...", flush=True)
    code = "import django; django.setup(); from scripts.benchmarks import world; world.prepare()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)
    done.touch()


def _copy(server: Server, source: str, name: str) -> str:
    """A fresh copy of a database of this server; gives its address."""
    with contextlib.closing(psycopg2.connect(url_of(server.socket, OWNER, "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
    return url_of(server.socket, OWNER, name)


def _run(options: argparse.Namespace) -> list[dict[str, object]]:
    import django

    django.setup()
    from scripts.benchmarks.measure import line, print_head

    figures: list[dict[str, object]] = []
    print_head()
    for name in options.names or NAMES:
        began = time.monotonic()
        for figure in importlib.import_module(f"scripts.benchmarks.{name}").run(options):
            figures.append(figure.to_json())
            print(line(figure), flush=True)
        print(f"  ({name}: {time.monotonic() - began:.0f} s)", flush=True)
    return figures


def _machine(options: argparse.Namespace, began: float) -> dict[str, object]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "cores": os.cpu_count(),
        "memory": f"{memory:,} MB",
        "python": platform.python_version(),
        "load at the end": round(os.getloadavg()[0], 1),
        "pairs": options.pairs,
        "minutes": round((time.monotonic() - began) / 60, 1),
    }


if __name__ == "__main__":
    main()
