#!/usr/bin/env python3
"""Health of this container: exit 0 healthy, 1 not. Web: /readyz answers 200. `--beat`: sweeps have run lately."""

import os
import sys
import urllib.request


def web() -> bool:
    """Ask our own web server, under the first name it answers to."""
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].lstrip(".").replace("*", "localhost")
    request = urllib.request.Request("http://127.0.0.1:8000/readyz", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=4) as answer:
        return answer.status == 200


def beat() -> bool:
    """Beat is well when some sweep ran within the last minutes: workers run them, but only beat calls them."""
    import psycopg2

    with psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT max(ran_at) > now() - interval '5 minutes' FROM shared_heartbeat")
        return bool(cursor.fetchone()[0])


if __name__ == "__main__":
    try:
        well = beat() if "--beat" in sys.argv else web()
    except OSError as problem:
        print(problem)
        well = False
    sys.exit(0 if well else 1)
