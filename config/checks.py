"""What must be right before the site may start, each with what to do about it."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured

from config.private_files import is_private
from photos.quality.networks import SHA256, weights_problem
from photos.quality.standard import standard_names

LEAST_KEY, LEAST_CHARACTERS = 50, 5  # as `check --deploy` asks; here nothing starts without
DJANGOS_OWN = "django-insecure-"  # what startproject writes
LEAST_TOKEN = 32
WEAK_KEY = "The secret key can be guessed."
STRONG_KEY = (
    "Give SECRET_KEY at least 50 random characters, or unset it: `manage.py prepare` makes one."
)
TAG = "sameframe"  # none of these asks the database
# As browsers name an origin: lower case, no standard port, nothing behind it. Without TLS
# only a developer's own machine.
ORIGIN = re.compile(
    r"https://[a-z0-9.-]+(:(?!443$)[0-9]+)?|http://(localhost|127\.0\.0\.1)(:(?!80$)[0-9]+)?"
)


def secret_key_is_set(**_: Any) -> list[CheckMessage]:
    """The key that signs sessions and links has no default."""
    try:
        settings.SECRET_KEY  # noqa: B018  (Django refuses an empty one when it is read)
    except ImproperlyConfigured:
        return [
            Error(
                "There is no secret key.",
                hint="Set SECRET_KEY in the environment, or let `manage.py prepare` make one "
                f"in {settings.SECRET_KEY_FILE}.",
                id="sameframe.E001",
            )
        ]
    return []


def secret_key_is_strong(**_: Any) -> list[CheckMessage]:
    """A key that somebody could guess signs nothing; a developer's own machine may have one."""
    if settings.DEBUG or secret_key_is_set():
        return []
    key = settings.SECRET_KEY
    is_weak = len(key) < LEAST_KEY or len(set(key)) < LEAST_CHARACTERS or DJANGOS_OWN in key
    return [Error(WEAK_KEY, hint=STRONG_KEY, id="sameframe.E005")] if is_weak else []


def metrics_token_is_strong(**_: Any) -> list[CheckMessage]:
    """Nobody counts the company's photos by guessing a word."""
    if not settings.METRICS_TOKEN or len(settings.METRICS_TOKEN) >= LEAST_TOKEN:
        return []
    return [
        Error(
            "SAMEFRAME_METRICS_TOKEN can be guessed.",
            hint=f"Write at least {LEAST_TOKEN} random characters: openssl rand -hex 32",
            id="sameframe.E006",
        )
    ]


def private_files_are_private(**_: Any) -> list[CheckMessage]:
    """The key and everybody's photos are for the account that runs the site."""
    return [
        CheckWarning(
            f"Other accounts of this machine may read {path}.",
            hint=f"chmod go-rwx '{path}'",
            id="sameframe.W001",
        )
        for path in (settings.DATA_DIR, settings.SECRET_KEY_FILE, settings.ADMIN_PASSWORD_FILE)
        if path.exists() and not is_private(path)
    ]


def standard_is_known(**_: Any) -> list[CheckMessage]:
    """SAMEFRAME_STANDARD names one of the standards that photos can be held against."""
    if settings.SAMEFRAME_STANDARD in standard_names():
        return []
    return [
        Error(
            f"SAMEFRAME_STANDARD: there is no standard {settings.SAMEFRAME_STANDARD!r}.",
            hint=f"Write one of these: {', '.join(standard_names())}.",
            id="sameframe.E002",
        )
    ]


def origins_are_whole(**_: Any) -> list[CheckMessage]:
    """SAMEFRAME_CORS_ORIGINS names each origin as a browser does, or it would never match."""
    return [
        Error(
            f"SAMEFRAME_CORS_ORIGINS: {origin!r} is no origin that may read the directory.",
            hint="Write it as browsers do, one after the other with commas: "
            "https://intranet.example.com",
            id="sameframe.E004",
        )
        for origin in settings.CORS_ALLOWED_ORIGINS
        if not ORIGIN.fullmatch(origin)
    ]


def networks_are_whole(**_: Any) -> list[CheckMessage]:
    """The networks' files are the ones that the engine was measured with."""
    return [
        Error(
            problem,
            hint="Restore photos/quality/models/ from the release; git checks it out too.",
            id="sameframe.E003",
        )
        for problem in map(weights_problem, SHA256)
        if problem
    ]
