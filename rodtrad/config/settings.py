"""One settings file; what differs between machines comes from the environment.

RODTRAD_ENV         demo | production | test (default demo: made for one machine, on 127.0.0.1)
RODTRAD_DATA_DIR    where the database, files and secrets lie (default ./var)
DATABASE_URL        postgresql://… (empty: SQLite in the data folder)
SECRET_KEY          required in production; otherwise made once and kept in the data folder
ALLOWED_HOSTS       comma-separated names the site answers to
SITE_ORIGIN         https://… the site's own address, for mail and CSRF
EMAIL_URL           smtp://user:password@host:port (empty: mail is written to files)
RODTRAD_ROUTINES    what rodtrad work does by the calendar, comma-separated: surveys, reminders,
                    letter and retention (default: all but retention, which needs somebody's
                    decision); none when a timer of the machine's runs the commands instead
TRUSTED_PROXY_COUNT how many proxies of ours stand before the server (default 0)
RODTRAD_SS12000_TOKEN, RODTRAD_KOLADA_TOKEN, RODTRAD_SKOLVERKET_TOKEN
                    keys to services outside, where they ask for one
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

django_stubs_ext.monkeypatch()

PACKAGE_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE_DIR.parent
ENVIRONMENT = os.environ.get("RODTRAD_ENV", "demo")
if ENVIRONMENT not in {"demo", "production", "test"}:
    raise ImproperlyConfigured("RODTRAD_ENV ska vara demo, production eller test.")
PRODUCTION = ENVIRONMENT == "production"
DEMO_MODE = ENVIRONMENT == "demo"
DEBUG = False

DATA_DIR = Path(os.environ.get("RODTRAD_DATA_DIR", BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key from the environment, else one made for this data folder and kept there."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if PRODUCTION:
        raise ImproperlyConfigured("Sätt SECRET_KEY: en lång slumpad text som hålls hemlig.")
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def _database() -> dict[str, Any]:
    """Django's settings for the database that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "rodtrad.sqlite3",
            # Writers queue instead of failing: measured, see docs/decisions. The longest write, a
            # spreadsheet of 50,000 rows, holds the others up for some ten seconds.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL ska börja med postgresql://.")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "rodtrad.demo",
    "rodtrad.home",
    "rodtrad.inspection",
    "rodtrad.dialogues",
    "rodtrad.matrix",
    "rodtrad.meetings",
    "rodtrad.yearwheel",
    "rodtrad.keyfigures",
    "rodtrad.reports",
    "rodtrad.evidence",
    "rodtrad.integrations",
    "rodtrad.surveys",
    "rodtrad.goals",
    "rodtrad.steering",
    "rodtrad.indicators",
    "rodtrad.forums",
    "rodtrad.drafts",
    "rodtrad.notifications",
    "rodtrad.organisation",
    "rodtrad.audit",
    "rodtrad.accounts",
    "rodtrad.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "treebeard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rodtrad.core.headers.GuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rodtrad.core.htmx.HtmxLoginMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "rodtrad.config.urls"
WSGI_APPLICATION = "rodtrad.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rodtrad.home.context.frame",
            ],
        },
    },
]

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    # Figures alone are birth dates and telephone numbers, and quickly tried.
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if ENVIRONMENT == "test":
    # Slow on purpose elsewhere; tests make the whole cast anew for every sentence.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "rodtrad.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody signs up here: an address that has no account gets no letter either.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
# Behind a proxy every person seems to come from it: the count would shut everybody out at once.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rödtråd"
# An administrator has entered every address, and the link to choose a password went there.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False

# Throttling counts in the database, so that every server process sees the same count.
CACHE_TABLE = "cache"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
    },
    # Counts of those who answer surveys lie in the server's memory only: nothing is written down
    # of from where or when somebody answered.
    "answering": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answering",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# Work in the background waits in the database, and `rodtrad work` carries it out.
TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks.backends.dummy.DummyBackend"
            if ENVIRONMENT == "test"
            else "django_tasks_db.DatabaseBackend"
        )
    }
}
# What the background does by the calendar; see rodtrad/home/routines.py.
_ALL_ROUTINES = frozenset({"surveys", "reminders", "letter", "retention"})
_routines = os.environ.get("RODTRAD_ROUTINES", "surveys,reminders,letter")
ROUTINES = frozenset(part.strip() for part in _routines.split(",")) - {"", "none"}
if ROUTINES - _ALL_ROUTINES:
    raise ImproperlyConfigured(
        f"RODTRAD_ROUTINES ska vara none eller några av {', '.join(sorted(_ALL_ROUTINES))}."
    )
# Services outside: seconds to wait for the next piece of an answer and for all of it, and the
# largest answer, in bytes.
FETCH_TIMEOUT = 30.0
FETCH_LONGEST = 120.0
FETCH_LARGEST = 50_000_000

# Language, time and numbers
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
# In addresses and values of forms a separator breaks the number; |num writes it for people.
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Mail
if email_url := os.environ.get("EMAIL_URL"):
    _mail = urlsplit(email_url)
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = True
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "rodtrad@localhost")

# The browser's guards
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost").split(
        ","
    )
    if host
]
# `rodtrad serve` says where it answers, for when nothing else is said.
SITE_ORIGIN = os.environ.get("SITE_ORIGIN") or (
    "" if PRODUCTION else os.environ.get("RODTRAD_SERVED_AT", "http://127.0.0.1:8000")
)
# Otherwise a page that is asked for knows better than we do under which address it is read.
SITE_ORIGIN_IS_SET = bool(os.environ.get("SITE_ORIGIN"))
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN] if SITE_ORIGIN else []
CSRF_FAILURE_VIEW = "rodtrad.home.views.csrf_failure"
if PRODUCTION:
    # The prefix makes the browser refuse these cookies from anywhere but this very site.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there is nothing to wake anybody for.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# Small groups: the smallest group shown when an indicator says nothing else.
SMALLEST_GROUP = 5
# What says which pages of a list a person cannot open (any more).
UNREACHABLE_PAGES = "rodtrad.home.opening.unreachable"
# How many goals at once a unit may have before Rödtråd warns of goal congestion (målträngsel).
GOAL_CONGESTION = 5
# The last day (month-day) of each step of a unit's cycle, before it counts as late: goals and
# activities, a first follow-up, the analysis, what was decided of it, and the effect that had.
CYCLE_DAYS = {
    "planned": "09-30",
    "followed_up": "02-28",
    "analysed": "06-30",
    "decided": "08-31",
    "effect": "06-30",
}
# What must be in order before a unit goes over to the next school year: functions (unit, school
# year that ends) that give the sentences of what stands in the way.
ROLLOVER_CHECKS = ["rodtrad.reports.turning.open_reports"]
