"""DATABASE_URL as Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Four writers at once fail on SQLite's defaults; with these none of 400 did.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; "
    # Read in place: each request has a connection of its own, which has read nothing yet.
    "PRAGMA mmap_size=268435456;",
}
KEPT_SECONDS = 60
CONNECT_SECONDS = "5"


def database_from_url(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Settings for one database.

    `url` is `postgresql://user:password@host:port/name?option=value`, or empty
    for the SQLite file at `sqlite_path`. Raises ValueError for any other scheme.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_path,
            "OPTIONS": SQLITE_OPTIONS,
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL: {parts.scheme!r} is not supported, write postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A server that does not even refuse must not hold all threads of the web.
        "OPTIONS": {"connect_timeout": CONNECT_SECONDS, **dict(parse_qsl(parts.query))},
        # A new connection costs more than a page of people; one that went away is noticed first.
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }
