"""How fast a long import is, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

SECONDS_BETWEEN_LINES = 30
SECONDS_A_MINUTE, SECONDS_AN_HOUR = 60, 3_600


def told[Thing](
    things: Iterable[Thing], total: int, say: Callable[[str], object]
) -> Iterator[Thing]:
    """The same things; every half minute a line says how many, how fast, and how long still."""
    before, then = 0, time.monotonic()
    for number, thing in enumerate(things, 1):
        yield thing
        seconds = time.monotonic() - then
        if seconds >= SECONDS_BETWEEN_LINES:
            say(line(number, total, (number - before) / seconds))
            before, then = number, time.monotonic()


def line(done: int, total: int, per_second: float) -> str:
    """Where it stands, in words."""
    left = duration((total - done) / per_second)
    return f"{done:,} of {total:,} photos, {per_second:.1f} a second, {left} left."


def duration(seconds: float) -> str:
    """Roughly so long."""
    if seconds >= SECONDS_AN_HOUR:
        return f"{seconds / SECONDS_AN_HOUR:.1f} h"
    if seconds >= SECONDS_A_MINUTE:
        return f"{seconds / SECONDS_A_MINUTE:.0f} min"
    return f"{seconds:.0f} s"
