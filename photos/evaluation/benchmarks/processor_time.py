"""Processor time of programs beside this one, as Linux tells it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
PARENT = 1  # fields of /proc/PID/stat behind the name
SPENT = slice(11, 15)  # user and system time, its own and that of children that have ended


def tree_seconds(pid: int) -> float:
    """Spent by a program and all that it has started, in steps of a hundredth of a second."""
    try:
        own = sum(map(int, _stat(pid)[SPENT])) / TICKS
        return own + sum(map(tree_seconds, _children(pid)))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it has ended meanwhile


def database_server() -> int | None:
    """The number of PostgreSQL's first process on this machine; None where the database works
    within its callers. Raises FileNotFoundError where it is on another machine."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    return int(_stat(connection.connection.info.backend_pid)[PARENT])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, (thread / "children").read_text().split())
    return found
