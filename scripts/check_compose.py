#!/usr/bin/env python3
"""docker-compose.yml against the schema of the compose specification, and against what this product promises.

The promises: no secret is written down, only the web server is published, PostgreSQL is of the embedded server's
major version, Redis keeps its queue on disk and asks for a password, every long-running service has a health check.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docker-compose.yml"
SECRET = re.compile(r"PASSWORD|SECRET|_URL$")


def major() -> str:
    """The embedded server's major version."""
    text = (ROOT / "cocommission" / "postgres" / "processes.py").read_text("utf-8")
    return re.search(r"^MAJOR = (\d+)$", text, re.MULTILINE).group(1)


def broken_promises(compose: dict[str, Any]) -> list[str]:
    """What the file does that it should not."""
    found = []
    services = compose["services"]
    for name, service in services.items():
        if name != "web" and service.get("ports"):
            found.append(f"{name} is published")
        if name != "migrate" and "healthcheck" not in service:
            found.append(f"{name} has no health check")
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key) and "${" not in str(value):
                found.append(f"{name}: {key} is written down")
    if services["db"]["image"] != f"postgres:{major()}":
        found.append(f"db is {services['db']['image']}, the embedded server is PostgreSQL {major()}")
    command = " ".join(services["redis"]["command"])
    found += [f"redis lacks {option}" for option in ("--appendonly yes", "--requirepass") if option not in command]
    return found


def main() -> int:
    """Exit 0 when the file is right, else 1."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    if subprocess.run(command, check=False).returncode:
        return 1
    found = broken_promises(yaml.safe_load(FILE.read_text("utf-8")))
    print("\n".join(found) or "every promise is kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
