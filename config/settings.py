"""All settings, read from the environment here and nowhere else.

Started with no environment at all, Sameframe serves this machine only, on
SQLite, with everything it writes under DATA_DIR.
"""

import os
import sys
from pathlib import Path
from typing import Any

from config import media
from config.api_description import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.background import SAMEFRAME_FIRST_UPKEEP as SAMEFRAME_FIRST_UPKEEP
from config.background import SAMEFRAME_JOBS as SAMEFRAME_JOBS
from config.background import SAMEFRAME_SCHEDULE as SAMEFRAME_SCHEDULE
from config.background import SAMEFRAME_WORKER_START as SAMEFRAME_WORKER_START
from config.csp import STRICT
from config.database import database_from_url
from config.engines import BACKENDS, PROCRASTINATE, engine_of
from config.environment import (
    env_days,
    env_flag,
    env_language,
    env_list,
    env_number,
    env_pairs,
    env_secret,
)
from config.logs.setting import JSON, TEXT, logging_settings
from config.mail import mail_from, mailers
from config.rest import REST_FRAMEWORK as REST_FRAMEWORK
from config.unfold import UNFOLD as UNFOLD  # read by the admin's theme

BASE_DIR = Path(__file__).resolve().parent.parent


# --- where things are -------------------------------------------------------

DATA_DIR = Path(os.environ.get("SAMEFRAME_DATA_DIR", BASE_DIR / ".local" / "data")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY_FILE = DATA_DIR / "secret-key"
ADMIN_PASSWORD_FILE = DATA_DIR / "admin-password"
SITE_URL = os.environ.get("SAMEFRAME_SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# --- what it says of itself -------------------------------------------------

DEBUG = env_flag("DEBUG", False)
IS_READ_BY_PEOPLE = DEBUG or sys.stderr.isatty()
LOGGING = logging_settings(
    os.environ.get("SAMEFRAME_LOG") or (TEXT if IS_READ_BY_PEOPLE else JSON)
)

METRICS_TOKEN = env_secret("SAMEFRAME_METRICS_TOKEN")  # without one there is no /metrics
METRICS_DIR = DATA_DIR / "metrics"  # what the web's processes have counted, until they start anew
if METRICS_TOKEN:
    METRICS_DIR.mkdir(mode=0o700, exist_ok=True)
    # prometheus-client reads it from the environment when it is imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)

# --- security ---------------------------------------------------------------

# Empty stops the start: Django refuses an empty key, and config.checks says what to do.
SECRET_KEY = env_secret("SECRET_KEY") or (
    SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else ""
)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Probes of a load balancer come without TLS, by the machine's own address.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]
# Whose X-Forwarded-For counts; from everybody else no such header does (access.addresses).
SAMEFRAME_TRUSTED_PROXIES = env_list("SAMEFRAME_TRUSTED_PROXIES", "")
TRUST_PROXY = env_flag("TRUST_PROXY", False)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY or SAMEFRAME_TRUSTED_PROXIES else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # not "Strict": single sign-on comes back from another site
# A session ends when nothing was asked for so many minutes, and so many hours after its login
# (access.sessions); the cookie and its row go with it.
SESSION_IDLE_MINUTES = env_number("SAMEFRAME_SESSION_IDLE_MINUTES", 60)
SESSION_HOURS = env_number("SAMEFRAME_SESSION_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3_600
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.failures.csrf_failure"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SECURE_CSP = STRICT  # the admin's exceptions: config.csp.ADMIN

# Rates other than access.rates.RATES: "export=20/h,upload=120/min".
SAMEFRAME_RATES = env_pairs("SAMEFRAME_RATES")

# Single sign-on by OpenID Connect (access.sign_on), on where an issuer is named.
OIDC_ISSUER = os.environ.get("SAMEFRAME_OIDC_ISSUER", "").strip()
OIDC_NAME = os.environ.get("SAMEFRAME_OIDC_NAME", "").strip()  # what the button calls it
OIDC_RP_CLIENT_ID = os.environ.get("SAMEFRAME_OIDC_CLIENT_ID", "").strip()
OIDC_RP_CLIENT_SECRET = env_secret("SAMEFRAME_OIDC_CLIENT_SECRET")
OIDC_RP_SCOPES = os.environ.get("SAMEFRAME_OIDC_SCOPES", "openid email profile")
OIDC_CREATE_USER = env_flag("SAMEFRAME_OIDC_CREATE", False)
OIDC_MATCH_EMAIL = env_flag("SAMEFRAME_OIDC_MATCH_EMAIL", False)
OIDC_GROUPS_CLAIM = os.environ.get("SAMEFRAME_OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = env_pairs("SAMEFRAME_OIDC_GROUPS")  # the provider's name=ours
OIDC_USE_PKCE = OIDC_USE_NONCE = True
OIDC_RENEW_ID_TOKEN_EXPIRY_SECONDS = 900
OIDC_TIMEOUT = 5  # seconds
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if OIDC_ISSUER:
    AUTHENTICATION_BACKENDS.append("access.sign_on.SignOnBackend")
# 0 leaves passwords to superusers alone, where everybody else has single sign-on.
SAMEFRAME_PASSWORD_LOGIN = env_flag("SAMEFRAME_PASSWORD_LOGIN", True)
SHORTEST_PASSWORD = 12  # characters
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- applications -----------------------------------------------------------

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "config.site.SameframeAdminConfig",
    "audit",  # before the apps whose commands it records
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # trigrams; without PostgreSQL it does nothing
    "django_tasks_db",
    "work",
    "import_export",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "config",
    "access",
    "directory",
    "tokens",
    "webhooks",
    "photos",
    "desk",
    "privacy",
    "links",
    "retakes",
    "intranet",
    "demo",
]
MIDDLEWARE = [
    "access.middleware.ForwardedHeaders",
    "config.request_ids.RequestIds",  # first: refusals have an id and a line too
    "config.request_log.RequestLog",
    # Headers stand on every answer, so also on those of the parts below.
    "config.headers.Headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",  # answers a browser's question before all others
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.Trail",
    "access.middleware.SessionRules",
    "access.sign_on_renewal.SignOnRenewal",
    "config.front_door.FrontDoor",  # knows who calls; all of this runs before CSRF parses a body
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.too_many.RateLimits",
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
    "default": database_from_url(
        env_secret("DATABASE_URL"),
        DATA_DIR / "db.sqlite3",
        os.environ.get("SAMEFRAME_DB_POOL", "").strip(),
    )
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

# On PostgreSQL procrastinate carries the messages, on SQLite django-tasks-db, which may be had
# on PostgreSQL too: "embedded".
ENGINE = os.environ.get("SAMEFRAME_ENGINE", "").strip() or engine_of(DATABASES["default"])
TASKS = {
    "default": {"BACKEND": BACKENDS[ENGINE], "QUEUES": ["photos", "default", "bulk", "upkeep"]}
}
if ENGINE == PROCRASTINATE:
    INSTALLED_APPS.append("procrastinate.contrib.django")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # tasks are Django's own
PROCRASTINATE_READONLY_MODELS = False  # messages about who is erased go
# How many messages one worker works on at a time; each takes up to a core and a gigabyte.
SAMEFRAME_WORKER_CONCURRENCY = env_number("SAMEFRAME_WORKER_CONCURRENCY", 1)

# --- mail -------------------------------------------------------------------

MAILERS = mailers()
# The folder is what operators get who name no server, not a leftover of development.
SILENCED_SYSTEM_CHECKS = ["mail.E001"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail_from(SITE_URL)
# The mail server's limit is for all mails of an account: Microsoft 365 takes 30 in a minute.
SAMEFRAME_MAILS_PER_MINUTE = env_number("SAMEFRAME_MAILS_PER_MINUTE", 30)
# As messages name it: "the directory of ..."; without it "your company".
SAMEFRAME_COMPANY = os.environ.get("SAMEFRAME_COMPANY", "").strip()

# --- files ------------------------------------------------------------------

SAMEFRAME_BUCKET = media.bucket_options()  # none: folders of this machine
SAMEFRAME_FILES_FROM = media.files_from(SAMEFRAME_BUCKET)  # while `manage.py move_files` runs
STORAGES = media.storages(DATA_DIR, SAMEFRAME_BUCKET, SAMEFRAME_FILES_FROM)
# Uploads over 2.5 MB while their request is read; what a crash leaves there clean_up removes.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
SAMEFRAME_BACKED_UP = ("private", "arrivals")  # `manage.py backup`; the rest is made anew
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"  # stays empty: everything has a storage of its own
IMPORT_EXPORT_SKIP_ADMIN_LOG = True  # the trail says it without names
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"

# --- photos -----------------------------------------------------------------

# Published pictures have names that nobody can guess; with this only those who are logged in or
# bring a token get them. Then an <img> works on pages of this site alone.
PICTURES_FOR_MEMBERS = env_flag("SAMEFRAME_PICTURES_FOR_MEMBERS", False)
# With "/private" nginx sends stored pictures itself, after this site has checked who asks.
SAMEFRAME_ACCEL_REDIRECT = os.environ.get("SAMEFRAME_ACCEL_REDIRECT", "").rstrip("/")
SAMEFRAME_CLEAN_UP = ["desk.photo_import.purging.remove_leftovers"]  # called by clean_up
SAMEFRAME_BENCHMARKS = {"upload": "retakes.page.benchmark.upload_costs"}  # by benchmark
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
        "mails": 7,
        "webhooks": 30,
    },
)

# --- privacy ----------------------------------------------------------------

# Compares a person's new photo with that person's earlier ones by their faces, of those alone
# who have agreed. Off: no description of a face is computed or stored anywhere.
SAMEFRAME_BIOMETRICS = env_flag("SAMEFRAME_BIOMETRICS", False)
# Whom employees ask about their data: an address or a sentence, shown on the privacy pages.
SAMEFRAME_PRIVACY_CONTACT = os.environ.get("SAMEFRAME_PRIVACY_CONTACT", "").strip()

# --- REST -------------------------------------------------------------------

DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "photos.api.errors.ErrorHandler"}

# --- webhooks ---------------------------------------------------------------

# Hosts, addresses and networks of the company's own that webhooks may be sent to; to all others
# that are not on the internet nothing is sent (webhooks.addresses).
SAMEFRAME_WEBHOOK_PRIVATE = env_list("SAMEFRAME_WEBHOOK_PRIVATE", "")

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
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]  # of pages for people: config.language
# Of messages to people who have chosen none.
SAMEFRAME_LANGUAGE = env_language("SAMEFRAME_LANGUAGE", LANGUAGE_CODE, LANGUAGES)
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
