"""Settings, all of them from the environment; the defaults serve one machine with the embedded database."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu.entity import Queue

from cocommission import logs

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("DATA_DIR", default="") or BASE_DIR / ".data").resolve()

DEFAULT_SECRET_KEY = "only-for-a-demonstration-on-one-machine"  # noqa: S105
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or DEFAULT_SECRET_KEY
if PRODUCTION and SECRET_KEY == DEFAULT_SECRET_KEY:
    raise ImproperlyConfigured("PRODUCTION refuses to start with the default secret key: set SECRET_KEY.")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("PRODUCTION refuses to start with DEBUG.")
LOGGING = logs.configure(env("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Where readers of e-mails find the service: links in messages begin with it.
_FIRST_HOST = f"https://{(ALLOWED_HOSTS or ['localhost'])[0].lstrip('.')}"
_THIS_MACHINE = f"http://127.0.0.1:{env('PORT', default='') or '8000'}"
SERVICE_URL = (env("SERVICE_URL", default="") or (_FIRST_HOST if PRODUCTION else _THIS_MACHINE)).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Networks of the proxies whose X-Forwarded-For is believed, see cocommission.shared.addresses; nobody's by default.
TRUSTED_PROXIES = [ip_network(proxy) for proxy in env.list("TRUSTED_PROXIES", default=[])]

INSTALLED_APPS = [
    "cocommission.shared",
    "cocommission.serving",
    "ccgs",
    "votes",
    "conflicts",
    "pccc",
    "models_abc",
    "cocommission.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "simple_history",
    "csp",
]

# A history is looked up by its record; an index of days would be written with every act and read by nobody.
SIMPLE_HISTORY_DATE_INDEX = False

MIDDLEWARE = [
    "cocommission.shared.middleware.HeadMiddleware",  # outermost: nothing may put a body back
    "cocommission.logs.RequestLogMiddleware",
    "cocommission.shared.middleware.WritersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cocommission.shared.middleware.MomentMiddleware",
    "ccgs.views.access.RightsMiddleware",
    "cocommission.shared.middleware.RefusalMiddleware",
    "cocommission.api.OpenDataMiddleware",
    "cocommission.home.second_factor.SecondFactorMiddleware",
    "cocommission.home.record_files.RecordFilesMiddleware",
    "cocommission.shared.middleware.FormsMiddleware",  # last: a form is sent once every other check is passed
]

WEB_THREADS = env.int("WEB_THREADS", default=24)
"""Threads of a web process: a person who waits for the database takes one, so there are more than processors."""
WRITERS = max(1, WEB_THREADS * 2 // 3)
"""How many of them may record something at once; the others stay free for reading."""

ROOT_URLCONF = "cocommission.urls"
WSGI_APPLICATION = "cocommission.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "cocommission.shared.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cocommission.home.shell.shell",
                "cocommission.shared.forms.numbers.form_inputs",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "cocommission.shared.forms.NHSRenderer"

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///cocommission")}
DATABASES["default"]["ENGINE"] = "cocommission.shared.database"
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Nothing waits for ever: what one session holds ends the wait of another in words, and a session that was left in the
# middle of something is ended. A command that a person runs (manage.py) may take its time.
DATABASE_LIMITS = {
    "lock_timeout": env("DATABASE_LOCK_WAIT", default="4s"),
    "statement_timeout": env("DATABASE_STATEMENT", default="30s"),
    "idle_in_transaction_session_timeout": env("DATABASE_IDLE", default="60s"),
}
if env.bool("DATABASE_UNLIMITED", default=False):
    DATABASE_LIMITS = {}
if DATABASE_ROLE := env("DATABASE_ROLE", default=""):  # one sign-in for all, but without the owner's rights
    DATABASES["default"]["OPTIONS"]["options"] = f"-c role={DATABASE_ROLE}"
# Limits on sign-in attempts must hold for all web processes together, and must not depend on Redis being there.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    if PRODUCTION
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What waits for each reader, kept in each process until anything is recorded (decision 28).
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "shared.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Not guardian's backend: it reads rows without the dates of the posts behind them (decision 4).
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
ANONYMOUS_USER_NAME = None  # the public has no account; guardian must not make one
GUARDIAN_RAISE_403 = False
GUARDIAN_MONKEY_PATCH_USER = False

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/tasks/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Co-commissioning: "
ACCOUNT_FORMS = {
    "login": "cocommission.shared.sign_in.SignInForm",
    "reset_password": "cocommission.shared.sign_in.PasswordLinkForm",
    "reset_password_from_key": "cocommission.shared.sign_in.NewPasswordForm",
    "change_password": "cocommission.shared.sign_in.PasswordChangeForm",
    "set_password": "cocommission.shared.sign_in.FirstPasswordForm",
    "reauthenticate": "cocommission.shared.sign_in.PasswordAgainForm",
}
SOCIALACCOUNT_FORMS = {"disconnect": "cocommission.shared.sign_in.IdentityForm"}
MFA_FORMS = {
    "authenticate": "cocommission.shared.sign_in.CodeForm",
    "reauthenticate": "cocommission.shared.sign_in.CodeAgainForm",
    "activate_totp": "cocommission.shared.sign_in.FirstCodeForm",
}
ACCOUNT_ADAPTER = "cocommission.shared.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "cocommission.shared.sign_in.SocialAccountAdapter"
MFA_TOTP_ISSUER = "cocommission"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Nobody registers by themselves: whoever has a password chose it with a link that was sent to the invited address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
REQUIRE_TOTP = env.bool("REQUIRE_TOTP", default=PRODUCTION)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in (BASE_DIR / "static",) if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds; a silent mail server must not hold a sweep for ever
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="cocommission <no-reply@cocommission.invalid>")
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))

REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "memory://"
# A frozen Redis must not hold anything up for longer than a second or two.
REDIS_TRANSPORT: dict[str, Any] = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry_on_timeout": False}
CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_TRANSPORT if REDIS_URL else {"polling_interval": 0.1}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis for as long as it takes
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5}
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # the database is the timetable; beat remembers nothing
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/London"
# A call of a sweep is taken and forgotten, see docs/decisions/0012: a worker that holds calls to acknowledge dies when
# Redis goes away under it. It takes one only when a thread is free.
CELERY_TASK_QUEUES = [Queue("celery", no_ack=True)]
CELERY_WORKER_DISABLE_PREFETCH = bool(REDIS_URL)
WORKER_PATIENCE = env.float("WORKER_PATIENCE", default=60)  # seconds that a worker may stand still before it is ended
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_ENGINE = "cocommission.shared.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "cocommission.shared.views.typed.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
