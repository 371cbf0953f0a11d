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


def database_seconds() -> float:
    """Spent by all of PostgreSQL on this machine but what serves this program; 0 where the
    database works within its callers. Raises FileNotFoundError where it is on another machine."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    own = connection.connection.info.backend_pid
    return tree_seconds(int(_stat(own)[PARENT])) - tree_seconds(own)


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, (thread / "children").read_text().split())
    return found
