"""How long a login lasts, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from access.session_time import SEEN, STARTED, over_by, start
from audit.trail import record

BY_ITSELF = "X-By-Itself"  # a header: an open page asks, which is no use of the session
SEEN_EVERY = 60  # seconds: noted no more often, or each request would write
KIND = "auth.user"


def end_if_over(request: HttpRequest) -> None:
    """End the caller's session where its time is up; note that it was used."""
    if not request.user.is_authenticated:
        return
    session, now = request.session, time.time()
    if STARTED not in session:  # of before an upgrade
        start(session, now)
    over = over_by(session, now)
    if over:
        end(request, over)
    elif now - session[SEEN] > SEEN_EVERY and BY_ITSELF not in request.headers:
        session[SEEN] = int(now)


def end(request: HttpRequest, why: str) -> None:
    """Log the caller out. Nobody is logged in afterwards, even where no row can be written."""
    try:
        record("session.ended", kind=KIND, key=request.user.pk, after=why)
        logout(request)
    finally:
        request.user = AnonymousUser()


def sessions_of(user: AbstractBaseUser) -> Iterator[Session]:
    """The sessions that run for somebody. Reads all that run: those of staff are few."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield session


def end_sessions_of(user: AbstractBaseUser) -> int:
    """Log somebody out everywhere. Returns of how many sessions."""
    keys = [session.session_key for session in sessions_of(user)]
    Session.objects.filter(session_key__in=keys).delete()
    if keys:
        record("session.ended", kind=KIND, key=user.pk, count=len(keys), after="everywhere")
    return len(keys)
