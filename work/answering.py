"""A worker thread's database connections between two messages: asked whether they live, but not
once more where they have just answered."""

from __future__ import annotations

import threading
import time

from django.db import close_old_connections, connections

TRUSTED_FOR = 5.0  # seconds

_last = threading.local()


def begin() -> None:
    """Before a message."""
    if time.monotonic() - getattr(_last, "ended", float("-inf")) > TRUSTED_FOR:
        close_old_connections()


def end() -> None:
    """After it: close what is broken or has grown old, and trust the rest for a moment."""
    close_old_connections()
    for connection in connections.all(initialized_only=True):
        connection.health_check_done = True  # type: ignore[attr-defined]
    _last.ended = time.monotonic()
