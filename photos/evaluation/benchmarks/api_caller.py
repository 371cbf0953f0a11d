"""Requests to the site in this process, and the processor time that they take, the database's
included."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
USER_TIME, SYSTEM_TIME = 11, 12  # fields of /proc/PID/stat behind the name


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a key, through the whole stack of the site but no socket."""

    site: WSGIHandler
    key: str

    def get(self, path: str, query: str = "", **headers: str) -> Answer:
        """Ask for something with GET."""
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "HTTP_AUTHORIZATION": f"Bearer {self.key}",
            "wsgi.input": BytesIO(),
            **headers,
        }
        setup_testing_defaults(environ)
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], *_: object
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return BytesIO().write

        body = self.site(environ, start_response)
        content = b"".join(body)
        close(body)
        status, headers_sent = told[0]
        return Answer(int(status.split()[0]), dict(headers_sent), content)


def close(body: Iterable[bytes]) -> None:
    """Tell the site that the answer was sent, as a server does."""
    end = getattr(body, "close", None)
    if end is not None:
        end()


def processor_seconds() -> float:
    """Spent by this process and, on PostgreSQL, by the process that serves its connection."""
    return time.process_time() + database_seconds()


def database_seconds() -> float:
    """Spent by the database's process, in steps of a hundredth; 0 where it works in this one.

    Raises FileNotFoundError where the database is on another machine.
    """
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    fields = stat.rpartition(")")[2].split()
    return (int(fields[USER_TIME]) + int(fields[SYSTEM_TIME])) / TICKS
