"""What a log may hold of what went wrong: where and what kind, not the values it was about."""

import logging
import traceback
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

from photos.storage import StorageAway

# Whose messages we know: their arguments are ids, counts and states.
TRUSTED = frozenset(
    {"access", "audit", "config", "demo", "desk", "directory", "intranet", "links", "photos"}
    | {
        "privacy",
        "retakes",
        "sameframe",
        "scripts",
        "tokens",
        "webhooks",
        "work",
        "django_tasks_db",
    }
)
TRUSTED_CHILD = "django.tasks"
SERVER = "gunicorn"  # tells of its own start, and of requests that it could not read
UNREADABLE = "Invalid request"  # gunicorn quotes it behind these words
WITHHELD = "(message withheld)"


def message_of(record: logging.LogRecord) -> str:
    """The record's message; of other people's code the words without what fills them in.

    Paths hold keys, and a library's arguments may be names: both stay out.
    """
    if hasattr(record, "request"):
        return f"answered {getattr(record, 'status_code', 'a request')}"
    words = str(record.msg)
    if words.startswith(UNREADABLE):
        return UNREADABLE
    return record.getMessage() if is_trusted(record) else words


def is_trusted(record: logging.LogRecord) -> bool:
    """Whether the arguments of this record are known to name nobody."""
    top = record.name.partition(".")[0]
    if top == SERVER:
        return record.levelno < logging.WARNING
    return top in TRUSTED or record.name == TRUSTED_CHILD


def traceback_of(error: BaseException) -> str:
    """Where an exception came from, with its causes first; no values of variables, and no
    message: the database quotes rows in them ("Key (email)=(...) already exists")."""
    told = []
    for one in reversed(list(chain(error))):
        lines = "".join(traceback.format_tb(one.__traceback__))
        told.append(f"Traceback (most recent call last):\n{lines}{kind_of(one)}: {said(one)}")
    return "\n\n".join(told)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, and those it came from."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def kind_of(error: BaseException) -> str:
    """The exception's type, with its module where that says something."""
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def said(error: BaseException) -> str:
    """What may be told of its message: the system's own words alone."""
    if isinstance(error, OSError):
        return error.strerror or WITHHELD  # without the file's name
    if isinstance(error, StorageAway):
        return str(error)  # the bucket's own word for it
    if isinstance(error, OperationalError | InterfaceError):
        return (str(error).splitlines() or [WITHHELD])[0]  # that a server is away, or locked
    return WITHHELD
