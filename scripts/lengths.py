#!/usr/bin/env python3
"""No file that people write is longer than 300 lines: one that outgrows becomes a folder of the same name."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
KINDS = ("*.py", "*.jinja", "*.html", "*.js", "*.css", "*.sh", "*.sql")


def files() -> list[Path]:
    """Every file of those kinds that git knows or would add; without git, all outside the made folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *KINDS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).exists()]
    made = {".venv", ".data", "node_modules", "static", ".git"}
    return [path for kind in KINDS for path in ROOT.rglob(kind) if not made.intersection(path.relative_to(ROOT).parts)]


def too_long() -> list[str]:
    """`path: lines` of each file that is too long."""
    counted = ((path, len(path.read_text("utf-8").splitlines())) for path in files())
    return sorted(f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in counted if lines > LONGEST)


if __name__ == "__main__":
    found = too_long()
    print("\n".join(found) or "every file is short enough")
    sys.exit(1 if found else 0)
