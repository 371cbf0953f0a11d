"""What must be right before the site may start, each with what to do about it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured

from config.private_files import is_private
from photos.quality.networks import SHA256, weights_problem
from photos.quality.standard import standard_names

TAG = "sameframe"  # none of these asks the database


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
