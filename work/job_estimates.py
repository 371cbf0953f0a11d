"""How fast a job is, and when it will be done: from what it did in the last minutes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

WINDOW_SECONDS = 300.0
MARK_SECONDS = 10.0  # between two marks
LEAST_SECONDS = 20.0  # less than this says nothing about a rate

type Marks = list[list[float]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Rows a minute and seconds to the end; None where nobody can say yet."""

    rate_per_minute: float | None = None
    seconds_left: int | None = None


def marked(marks: Marks, now: float, handled: int) -> Marks:
    """The marks of the last minutes with one of now, if the last is old enough."""
    kept = [mark for mark in marks if mark[0] >= now - WINDOW_SECONDS]
    if not kept or now - kept[-1][0] >= MARK_SECONDS:
        kept.append([round(now, 1), handled])
    return kept


def estimated(marks: Marks, now: float, handled: int, total: int | None) -> Estimate:
    """The estimate at a moment (seconds since 1970), with so many rows handled of `total`."""
    recent = [mark for mark in marks if mark[0] >= now - WINDOW_SECONDS]
    if not recent or now - recent[0][0] < LEAST_SECONDS:
        return Estimate()
    since, before = recent[0]
    rate = (handled - before) * 60 / (now - since)
    if total is None or rate <= 0:
        return Estimate(rate)
    return Estimate(rate, ceil(max(0, total - handled) * 60 / rate))
