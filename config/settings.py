"""All settings, read from the environment here and nowhere else.

Started with no environment at all, Sameframe serves this machine only, on
SQLite, with everything it writes under DATA_DIR.
"""

import os
from pathlib import Path
from typing import Any

from config.csp import STRICT
from config.database import database_from_url
from config.unfold import UNFOLD as UNFOLD  # read by the admin's theme

BASE_DIR = Path(__file__).resolve().parent.parent


def env_flag(name: str, default: bool) -> bool:
    """A yes-or-no variable; anything else than a known word is an error."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "1", "no", "yes", "false", "true"}:
        return default if value == "" else value in {"1", "yes", "true"}
    raise ValueError(f"{name}={value!r}: write 1 or 0")


def env_list(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_days(name: str, usual: dict[str, int]) -> dict[str, int]:
    """Days by the names in `usual`, some of them as the variable says: "leavers=60,lists=2"."""
    days = dict(usual)
    for item in env_list(name, ""):
        key, _, number = item.partition("=")
        if key not in usual or not number.isdecimal():
            raise ValueError(f"{name}: {item!r}: write one of {', '.join(usual)}, = and days")
        days[key] = int(number)
    return days


# --- where things are -------------------------------------------------------

DATA_DIR = Path(os.environ.get("SAMEFRAME_DATA_DIR", BASE_DIR / ".local" / "data")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY_FILE = DATA_DIR / "secret-key"
ADMIN_PASSWORD_FILE = DATA_DIR / "admin-password"
SITE_URL = os.environ.get("SAMEFRAME_SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# --- security ---------------------------------------------------------------

DEBUG = env_flag("DEBUG", False)
# Empty stops the start: Django refuses an empty key, and config.checks says what to do.
SECRET_KEY = os.environ.get("SECRET_KEY") or (
    SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else ""
)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("TRUST_PROXY", False) else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SECURE_CSP = STRICT  # the admin's exceptions: config.csp.ADMIN

# --- applications -----------------------------------------------------------

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "config.site.SameframeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # trigrams; without PostgreSQL it does nothing
    "django_tasks_db",
    "import_export",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "config",
    "audit",
    "access",
    "directory",
    "tokens",
    "photos",
    "desk",
    "privacy",
    "links",
    "intranet",
    "demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",  # answers a browser's question before all others
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.Trail",
    "config.front_door.FrontDoor",  # knows who calls; all of this runs before CSRF parses a body
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "privacy.middleware.GoneMeanwhile",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],  # before the theme's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- database ---------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": database_from_url(os.environ.get("DATABASE_URL", ""), DATA_DIR / "db.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- memory -----------------------------------------------------------------

# Pages of the directory that were made a moment ago, in each process's own memory: found by the
# moment of the directory's last change, so that none is ever shown after it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# --- background work --------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- files ------------------------------------------------------------------

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Masters and their previews: no URL, reached through photos.media alone.
    "private": {
        "BACKEND": "photos.storage.DurableStorage",
        "OPTIONS": {
            "location": DATA_DIR / "photos",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Lists that somebody is importing in the admin; import-export looks for this name.
    "import_export": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "imports",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Photos that somebody is bringing in, until the import is over (desk.photo_import).
    "arrivals": {
        "BACKEND": "photos.storage.DurableStorage",
        "OPTIONS": {
            "location": DATA_DIR / "arrivals",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"  # stays empty: everything has a storage of its own
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"

# --- photos -----------------------------------------------------------------

# Published pictures have names that nobody can guess; with this only those who are logged in or
# bring a token get them. Then an <img> works on pages of this site alone.
PICTURES_FOR_MEMBERS = env_flag("SAMEFRAME_PICTURES_FOR_MEMBERS", False)
# Called by workers every few seconds.
SAMEFRAME_UPKEEP = ["desk.upkeep.keep_up", "privacy.upkeep.keep_up"]
SAMEFRAME_STANDARD = os.environ.get("SAMEFRAME_STANDARD", "headshot")

# --- erasure and retention (docs/privacy.md) --------------------------------

# For the parts below privacy, which do not know it.
SAMEFRAME_ERASE_PEOPLE = "privacy.erasing.erase_people"
SAMEFRAME_ERASE_PHOTOS = "privacy.erasing.erase_photos"
ERASED_KEYS_FILE = DATA_DIR / "erased-keys"  # outside of the database: a restore reads it
# Days after which `purge` removes things. Others than these by name: "leavers=60,lists=2".
SAMEFRAME_KEEP_DAYS = env_days(
    "SAMEFRAME_KEEP_DAYS",
    {
        "leavers": 30,
        "refused": 7,
        "superseded": 90,
        "imports": 30,
        "lists": 1,
        "messages": 7,
        "outcomes": 30,
    },
)
# What removes them, in the order in which it is told; sessions end by themselves.
SAMEFRAME_PURGES = {
    "leavers": "privacy.purges.leavers",
    "superseded": "privacy.purges.superseded",
    "refused": "privacy.purges.refused",
    "imports": "privacy.purges.imports",
    "lists": "privacy.purges.lists",
    "messages": "privacy.purges.messages",
    "outcomes": "privacy.purges.outcomes",
    "sessions": "privacy.purges.sessions",
}

# --- REST -------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tokens.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["photos.api.orjson_format.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["photos.api.orjson_format.OrjsonParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "photos.api.errors.ErrorHandler"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sameframe",
    "DESCRIPTION": (
        "Staff photos, judged against one headshot standard. Every request carries a token: "
        "`Authorization: Bearer <key>`. Every refusal has one shape: type and errors, each with "
        "code, detail and attr. Lists come in pages: follow `next`."
    ),
    "TAGS": [
        {"name": "people", "description": "Who works here, with approved photos."},
        {"name": "access", "description": "Short tokens for pages, which must hold no key."},
        {"name": "photos", "description": "HR only: upload, verdicts, reviews."},
        {"name": "checks", "description": "HR only: judge pictures without storing them."},
    ],
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "PhotoState": "photos.models.Photo.State",
        "PhotoSource": "photos.models.Photo.Source",
        "Verdict": "photos.models.Outcome",
        "Decision": "photos.models.Review.Decision",
        "PersonStatus": "directory.models.Person.Status",
        "FindingOutcome": "photos.quality.findings.FindingOutcome",
    },
}

# --- pages of other origins -------------------------------------------------

# Their scripts may read the directory and its pictures with a read token, and nothing else:
# no session of a visitor's counts, no path that writes or tells of scores is open to them.
CORS_ALLOWED_ORIGINS = env_list("SAMEFRAME_CORS_ORIGINS", "")
READABLE_ELSEWHERE = r"^/(api/v1/(people/([^/]+/(photo/)?)?|departments/)|pictures/[^/]+/[^/]+)$"
# Where no origin is named no answer depends on it, and none says so in Vary.
CORS_URLS_REGEX = READABLE_ELSEWHERE if CORS_ALLOWED_ORIGINS else r"(?!)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["authorization", "if-none-match", "if-modified-since"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link"]
CORS_ALLOW_CREDENTIALS = False

# A page of an invented company at /intranet/, to see what intranet pages can be.
SAMEFRAME_EXAMPLE_INTRANET = env_flag("SAMEFRAME_EXAMPLE_INTRANET", False)

# --- language and time ------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]  # of the admin: config.language
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
# A number printed into an address or an attribute must stay plain: pages group their large
# numbers by the filter `counted`.
USE_THOUSAND_SEPARATOR = False
LANGUAGE_COOKIE_AGE = 31_536_000  # a year
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_TZ = True
