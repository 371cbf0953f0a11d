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


def database_from_url(url: str, sqlite_path: Path, pool: str = "") -> dict[str, Any]:
    """Settings for one database.

    `url` is `postgresql://user:password@host:port/name?option=value`, or empty
    for the SQLite file at `sqlite_path`; `pool` as in `pool_of`, on PostgreSQL.
    Raises ValueError for any other scheme.
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
    # A server that does not even refuse must not hold all threads of the web.
    options = {"connect_timeout": CONNECT_SECONDS, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A new connection costs more than a page of people; one that went away is noticed first.
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if pool else KEPT_SECONDS,
        "OPTIONS": options | ({"pool": pool_of(pool)} if pool else {}),
    }


def pool_of(size: str) -> dict[str, Any]:
    """The connections that a process's threads share, "4" or "2-8", in psycopg_pool's words.

    Raises ValueError for anything else.
    """
    least, dash, most = size.partition("-")
    sizes = [least, most] if dash else [least, least]
    if not all(one.isdecimal() for one in sizes) or not 1 <= int(sizes[0]) <= int(sizes[1]):
        raise ValueError(f"SAMEFRAME_DB_POOL={size!r}: write a number from 1 on, or two: 2-8")
    patience = float(CONNECT_SECONDS)
    return {"min_size": int(sizes[0]), "max_size": int(sizes[1]), "timeout": patience}
