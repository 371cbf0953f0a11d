"""What the background worker does for the doors between two photos."""

import time

from django.contrib.sessions.models import Session
from django.utils import timezone

from access.models import Meter

EVERY = 600  # seconds
_next = 0.0


def keep_up() -> None:
    """Purge every ten minutes."""
    global _next
    if time.monotonic() >= _next:
        _next = time.monotonic() + EVERY
        purge()


def purge() -> int:
    """Remove meters that have run out, and sessions that are over. Returns how many rows went."""
    meters, _ = Meter.objects.filter(empty_at__lt=time.time()).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return meters + sessions
