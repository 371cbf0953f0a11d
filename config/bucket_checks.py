"""What must be right with stored files before the site may start, and what is told of a bucket."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from photos.storage import StorageAway


def nginx_has_the_files(**_: Any) -> list[CheckMessage]:
    """SAMEFRAME_ACCEL_REDIRECT is for files in a folder that nginx can read."""
    if not (settings.SAMEFRAME_ACCEL_REDIRECT and settings.SAMEFRAME_BUCKET):
        return []
    return [
        Error(
            "SAMEFRAME_ACCEL_REDIRECT: nginx cannot send what lies in a bucket.",
            hint="Unset it: the site then reads pictures itself and checks their sums.",
            id="sameframe.E020",
        )
    ]


def bucket_is_as_it_should_be(**_: Any) -> list[CheckMessage]:
    """Asked by `check --deploy` alone, since it asks the server."""
    if not settings.SAMEFRAME_BUCKET:
        return []
    # Here alone: every process loads the checks, and most need no S3 client.
    from config.bucket_rules import lacks, the_bucket

    bucket = the_bucket()
    found: list[CheckMessage] = []
    if not is_secret(bucket.endpoint_url or "https://"):
        found.append(
            CheckWarning(
                "SAMEFRAME_S3_ENDPOINT: photos travel without encryption.",
                hint="Write an address that begins with https://",
                id="sameframe.W021",
            )
        )
    try:
        sentences = list(lacks(bucket))
    except (StorageAway, FileNotFoundError) as problem:
        sentences = [f"The bucket does not answer as it should: {problem}"]
    return found + [
        CheckWarning(
            f"SAMEFRAME_S3_BUCKET: {sentence}",
            hint="`manage.py prepare_bucket` sets what can be set; docs/operations.md says what "
            "the key must be allowed.",
            id="sameframe.W020",
        )
        for sentence in sentences
    ]


def is_secret(endpoint: str) -> bool:
    """Whether nobody can listen on the way: TLS, or this very machine."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
