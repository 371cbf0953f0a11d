"""The time that a session has, kept in it."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

STARTED, SEEN = "started", "seen"  # in the session: Unix seconds of the login, and of its last use
MINUTE, HOUR = 60, 3_600


def start(session: SessionBase, now: float | None = None) -> None:
    """Let the session's time run from now."""
    session[STARTED] = session[SEEN] = int(time.time() if now is None else now)


def stamp_login(request: HttpRequest | None, **about: Any) -> None:
    """Start the session's time: the one receiver of Django's signal, since every door that logs
    somebody in sends it."""
    if request is not None:
        start(request.session)


def over_by(session: SessionBase, now: float) -> str:
    """Which of the two limits is passed, "" for neither."""
    if now - session[STARTED] > settings.SESSION_HOURS * HOUR:
        return "too old"
    return "unused" if now - session[SEEN] > settings.SESSION_IDLE_MINUTES * MINUTE else ""
