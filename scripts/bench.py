#!/usr/bin/env python
"""`make bench`: the product beside the floor that was measured in the same run, turn by turn.

Every row gives the median over the pairs; nothing is asserted. Options: names of benchmarks (all when none), and
`--pairs N` (at least 9 unless asked for fewer), `--seconds S` per paced run of the arrival benchmark (the whole
7,700 casts with `--full`).
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cocommission.postgres import join_or_start, remove  # noqa: E402

NAMES = ["casting", "arrivals", "ledger", "lists", "load_ods", "verify_ledger", "tally"]


def main() -> None:
    """Runs the benchmarks on a database of their own and writes bench.json."""
    options = _options()
    out = Path(os.environ.get("DATA_DIR", ROOT / ".data"))
    out.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="cocommission-bench-"))
    os.environ.pop("REDIS_URL", None)
    os.environ["DATA_DIR"] = str(place)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cocommission.settings"
    os.environ["EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    try:
        with join_or_start(str(place)) as server:
            os.environ["DATABASE_URL"] = server.url
            figures = _run(options)
    finally:
        remove(place)  # its files may lie elsewhere
        shutil.rmtree(place, ignore_errors=True)
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "pairs": options.pairs}
    (out / "bench.json").write_text(json.dumps({"machine": machine, "figures": figures}, indent=1))
    print(f"\nWritten to {out / 'bench.json'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--full", action="store_true", help="let all 7,700 casts arrive")
    return parser.parse_args()


def _run(options: argparse.Namespace) -> list[dict[str, object]]:
    import importlib

    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    from scripts.benchmarks import world
    from scripts.benchmarks.measure import line, print_head

    world.build()
    figures: list[dict[str, object]] = []
    print_head()
    for name in options.names or NAMES:
        module = importlib.import_module(f"scripts.benchmarks.{name}")
        for figure in module.run(options):
            figures.append(figure.to_json())
            print(line(figure), flush=True)
    return figures


if __name__ == "__main__":
    main()
