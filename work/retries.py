"""When failed work is tried again: the same on every engine."""

from datetime import timedelta

MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=5)
TIMES_AS_LONG = 4  # each further pause: 5 s, 20 s, 80 s, 5 min


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts (1 or more); None: it has failed for good."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return FIRST_PAUSE * int(TIMES_AS_LONG ** (attempts - 1))
