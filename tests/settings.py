"""Settings of the test run: the product's own, on a throw-away PostgreSQL that tests/conftest.py starts."""

import os
import tempfile

os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the ORM

# One folder for the whole run: workers of pytest-xdist inherit the variable. TEST_PG_DIR keeps the server running.
if "COCOMMISSION_TEST_DATA" not in os.environ:
    os.environ["COCOMMISSION_TEST_DATA"] = os.environ.get("TEST_PG_DIR") or tempfile.mkdtemp(
        prefix="cocommission-test-"
    )
    os.environ["COCOMMISSION_TEST_RUN"] = str(os.getpid())
TEST_DATA = os.environ["COCOMMISSION_TEST_DATA"]
os.environ["DATA_DIR"] = TEST_DATA
os.environ["DATABASE_URL"] = "postgresql://cocommission_owner@/cocommission"

import axe_playwright_python  # noqa: E402

from cocommission import postgres  # noqa: E402
from cocommission.settings import *  # noqa: E402, F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
# Signed in as the owner, with the rights of the product: what it may not do, no test can do (tests.database.as_owner).
DATABASES["default"]["OPTIONS"]["options"] = f"-c role={postgres.APP}"  # noqa: F405
# Many threads of one test may wait for each other on a busy machine; what the limits do is tested with real servers.
DATABASE_LIMITS = {**DATABASE_LIMITS, "lock_timeout": "60s", "statement_timeout": "180s"}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Journeys load axe from here: a browser compiles a file once, but what is sent into a page every time.
STATICFILES_DIRS = [*STATICFILES_DIRS, ("axe", os.path.dirname(axe_playwright_python.__file__))]  # noqa: F405, PTH120
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
