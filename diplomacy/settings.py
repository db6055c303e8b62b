"""Settings, all from the environment (or a `.env` file beside manage.py); docs/operate.md lists them.

With nothing set, the archive runs for development on this machine only. With DEBUG=0, as under any WSGI server
(see wsgi.py), the settings that a public server needs are asked for, by name.
"""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def required(name: str, remedy: str) -> str:
    """The value of a variable that has a default in development only."""
    if value := env.str(name, default="").strip():
        return value
    raise ImproperlyConfigured(f"{name} is not set and DEBUG is off. {remedy}")


DEBUG = env.bool("DEBUG", default=True)
if DEBUG:
    SECRET_KEY = env.str("SECRET_KEY", default="for-development-only")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
else:
    SECRET_KEY = required(
        "SECRET_KEY",
        'Make one: python -c "import secrets; print(secrets.token_urlsafe(50))". Keep it out of the repository.',
    )
    required("ALLOWED_HOSTS", "Name the hosts that the archive answers to: ALLOWED_HOSTS=archive.example.org")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

ARCHIVE_TITLE = env.str("ARCHIVE_TITLE", default="Hotline")
ARCHIVE_HOME_COUNTRY = env.str("ARCHIVE_HOME_COUNTRY", default="VN").upper()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "articles",  # before import_export: both have a command `export`, and the first one counts
    "import_export",
]
MIDDLEWARE = [
    "articles.operating.requests.watched",
    "articles.keeping.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),  # runserver serves static files by itself
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "articles.api.middleware.api_manners",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "articles.middleware.language_in_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "articles.signin.middleware.wholly_signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "diplomacy.urls"
WSGI_APPLICATION = "diplomacy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'hotline.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A writer waits for another (20 s) and takes its lock at the start, so that none fails half way;
    # with WAL readers wait for no one.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# To open one takes longer than most of what is asked of it, for SQLite too.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
# PostgreSQL, of each process that serves readers: connections in its pool, and seconds that a statement may take.
# 0: no pool, no end.
DB_POOL = env.int("DB_POOL", default=8)
DB_STATEMENT_TIMEOUT = env.int("DB_STATEMENT_TIMEOUT", default=30)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("vi", _("Vietnamese"))]
LANGUAGE_COOKIE_AGE = 31_536_000
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC if DEBUG else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in. A session ends when nothing was asked for so long, and after a working day in any case.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_LONGEST = 12 * 3600
# Ten failures from one address close the door to it for a quarter of an hour. Not to the account: else anybody could
# lock an editor out. Kept in the database, so that all worker processes count together.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = False  # else whoever has one account could guess at others without end
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_CLIENT_IP_CALLABLE = "articles.visitors.origin_of"
AXES_LOCKOUT_CALLABLE = "articles.signin.forms.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "code", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in when and from where is nobody's business for ever
AXES_ENABLE_ADMIN = False
OTP_TOTP_ISSUER = ARCHIVE_TITLE

# HTTPS=0 is for a server that is reached on this machine only, as a trial of the image is.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# A link to a publisher tells it which archive the reader comes from, not which page.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Everything comes from this host and nothing stands inline; what is not named may not be loaded at all.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The address that the archive is reached at, for what is made without a request: files, feeds, e-mail.
ARCHIVE_URL = env.str("ARCHIVE_URL", default="") or (
    "http://127.0.0.1:8000/" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.*') or 'localhost'}/"
)

# Where `publish` writes the whole archive and /data/ offers it.
DATA_DIR = env.str("DATA_DIR", default=str(BASE_DIR / "var" / "data"))

# What readers may do with what they take away; in every file.
ARCHIVE_LICENCE = env.str(
    "ARCHIVE_LICENCE",
    default="Facts and codes: CC0 1.0. Sentences quoted from articles belong to their publishers.",
)

# Requests from one address, "120/min"; empty: no limit. Each worker process counts for itself (articles/limits.py).
API_RATE = env.str("API_RATE", default="120/min")
SEARCH_RATE = env.str("SEARCH_RATE", default="120/min")
EXPORT_RATE = env.str("EXPORT_RATE", default="60/min")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # addresses that are counted at a time
    }
}

# Memory of each worker process for the pages that it made, until the archive changes. 0: none; edited templates show.
PAGES_KEPT_MB = env.int("PAGES_KEPT_MB", default=0 if DEBUG else 64)

# Letters to subscribers. Without a mail server they are written to standard output.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=f"{ARCHIVE_TITLE} <no-reply@{urlsplit(ARCHIVE_URL).hostname}>")
EMAIL_TIMEOUT = 20

# Counted for Prometheus at /metrics, which answers to these networks alone.
METRICS = env.bool("METRICS", default=False)
METRICS_ALLOW = [ip_network(network) for network in env.list("METRICS_ALLOW", default=["127.0.0.0/8", "::1"])]

# Where `backup` writes; restored by `restore_backup`.
BACKUP_DIR = env.str("BACKUP_DIR", default=str(BASE_DIR / "var" / "backups"))

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
# To standard error, where every supervisor looks; with DEBUG off Django itself would only write e-mail.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "articles.operating.logs.Line"}, "json": {"()": "articles.operating.logs.Json"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {"django": {"handlers": []}},
}
