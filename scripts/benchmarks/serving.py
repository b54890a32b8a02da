"""Two web servers in processes of their own: the product, and a bare Django view with the same four statements.

Run as a module with `product` or `bare` and a port; both use waitress with the same number of threads.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

THREADS = 8
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(kind: str) -> Iterator[int]:
    """A running server of this kind; gives its port."""
    port = free_port()
    environment = {**os.environ, "DATABASE_ROLE": "cocommission_app" if kind == "product" else ""}
    command = [sys.executable, "-m", "scripts.benchmarks.serving", kind, str(port)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=said)
        try:
            _wait(process, kind, port)
            yield port
        except Exception:
            said.seek(max(0, said.seek(0, os.SEEK_END) - 4000))
            sys.stderr.write(said.read().decode(errors="replace"))
            raise
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], kind: str, port: int) -> None:
    """Until it answers."""
    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            probe.request("GET", "/healthz")
            probe.getresponse().read()
            return
        if time.monotonic() > deadline or process.poll() is not None:
            raise RuntimeError(f"The {kind} server did not start")
        time.sleep(0.2)


def main(kind: str, port: int) -> None:
    """Serves until it is ended."""
    import waitress

    if kind == "bare":
        os.environ["DJANGO_SETTINGS_MODULE"] = "scripts.benchmarks.bare"
    from django.core.wsgi import get_wsgi_application

    waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=THREADS, _quiet=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
