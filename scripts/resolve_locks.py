#!/usr/bin/env python3
"""Resolve both lock files in a new environment, with the pip that comes with this Python. Nothing is installed.

A lock file can be refused days after it was made, when the registry holds newer releases. This asks the registry of
today. It needs only the standard library, so that any Python can be asked: `python3.13 scripts/resolve_locks.py`.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
OPTIONS = ("-qq", "--disable-pip-version-check", "--no-input", "--dry-run", "--require-hashes")


def resolve(python: Path, lock: Path) -> str:
    """Return what pip says against a lock file; nothing when it takes it."""
    command = [str(python), "-m", "pip", "install", *OPTIONS, "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = f"{done.stdout}{done.stderr}".splitlines()
    said = "\n".join(line for line in lines if not line.strip().startswith("Expected"))  # hundreds of hashes
    return said or "pip failed" if done.returncode else ""


def main(folder: Path) -> int:
    """Return 0 when pip takes every lock file, else 1 with its words and what to do next."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, "-m", "venv", made], check=True)
        python = Path(made) / "bin" / "python"
        with ThreadPoolExecutor() as threads:
            answers = dict(zip(LOCKS, threads.map(lambda lock: resolve(python, folder / lock), LOCKS), strict=True))
    refused = {lock: answer for lock, answer in answers.items() if answer}
    for lock, answer in refused.items():
        print(f"pip of Python {sys.version.split()[0]} does not take {lock}:\n{answer}", file=sys.stderr)
    if refused:
        print(
            "If it finds no version of anything, check that this machine reaches PyPI. Otherwise run `make lock` and "
            "commit both files.",
            file=sys.stderr,
        )
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
