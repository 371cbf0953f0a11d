"""What the background worker does for the doors between two photos."""

import time

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
    """Remove meters that have run out. Returns how many there were."""
    meters, _ = Meter.objects.filter(empty_at__lt=time.time()).delete()
    return meters
