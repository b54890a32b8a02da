"""`python -m cocommission.postgres url | stop | remove`: the embedded server of DATA_DIR by hand."""

import os
import sys
from pathlib import Path

from cocommission import postgres


def main(words: list[str]) -> int:
    """Exit 0 done, 1 refused, 2 wrong use."""
    data_dir = os.environ.get("DATA_DIR") or Path(__file__).resolve().parents[2] / ".data"
    try:
        match words:
            case ["url"]:
                with postgres.start(data_dir, keep=True) as server:
                    sys.stdout.write(server.url + "\n")
            case ["stop"]:
                sys.stdout.write("stopped\n" if postgres.stop(data_dir) else "it was not running\n")
            case ["remove"]:
                postgres.remove(data_dir)
            case _:
                sys.stderr.write(f"{__doc__}\n")
                return 2
    except postgres.PostgresError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
