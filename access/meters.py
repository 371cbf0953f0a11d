"""Counting against a rate, for all processes together.

A rate is a leaky bucket (the generic cell rate algorithm): a meter's state is the one moment at
which it will have run out, so that one statement counts and decides, on SQLite and PostgreSQL.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from django.db import connection

from access.models import Meter
from access.rates import Rate

MOST_REMEMBERED = 10_000  # keys in one process, some hundred bytes each
FILL = """
    INSERT INTO access_meter (key, empty_at, filled_at) VALUES (%(key)s, %(alone)s, %(now)s)
    ON CONFLICT (key) DO UPDATE SET
        empty_at = %(more)s + CASE
            WHEN access_meter.empty_at > %(now)s THEN access_meter.empty_at ELSE %(now)s END,
        filled_at = %(now)s
    WHERE access_meter.empty_at <= %(room)s
    RETURNING empty_at
"""
ROUNDING = 1e-3  # seconds: sums of fractions must not refuse the last one


@dataclass(slots=True)
class Untold:
    """What this process has counted since it last told the table, and until when it refuses."""

    since: float
    count: int = 0
    shut_until: float = 0.0


class Tally:
    """One process's own counting; its threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._untold: dict[str, Untold] = {}

    def add(self, key: str, rate: Rate, now: float) -> tuple[int, float]:
        """Count one more: how many to tell the table now, and how long the key is shut."""
        with self._lock:
            if len(self._untold) >= MOST_REMEMBERED and key not in self._untold:
                self._forget(now)
            one = self._untold.setdefault(key, Untold(now))
            if one.shut_until > now:
                return 0, one.shut_until - now
            if now - one.since > rate.period:
                one.since, one.count = now, 0
            one.count += 1
            if one.count < rate.told_in:
                return 0, 0.0
            told, one.count, one.since = one.count, 0, now
            return told, 0.0

    def shut(self, key: str, until: float) -> None:
        """Refuse the key without asking the table, until it has room again."""
        with self._lock:
            if key in self._untold:
                self._untold[key].shut_until = until

    def clear(self) -> None:
        """Forget everything, as a new process."""
        with self._lock:
            self._untold.clear()

    def _forget(self, now: float) -> None:
        recent = {
            key: one
            for key, one in self._untold.items()
            if one.shut_until > now or now - one.since < 60
        }
        self._untold = recent if len(recent) < MOST_REMEMBERED else {}


tally = Tally()


def take(key: str, rate: Rate, now: float | None = None) -> float:
    """Count one use. Returns 0, or the seconds to wait where the rate is used up."""
    moment = time.time() if now is None else now
    full_key = f"{rate.name}:{key}"
    told, shut = tally.add(full_key, rate, moment)
    if not told:
        return shut
    wait = fill(full_key, rate, told, moment)
    if wait:
        tally.shut(full_key, moment + wait)
    return wait


def fill(key: str, rate: Rate, count: int, now: float) -> float:
    """Add `count` uses to the meter if it has room for them. Returns 0, or the seconds to wait."""
    more = count * rate.seconds_each
    room = now + rate.period - more + ROUNDING
    values: dict[str, str | float] = {
        "key": key,
        "alone": now + more,
        "more": more,
        "now": now,
        "room": room,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
        if cursor.fetchone():
            return 0.0
    empty_at = Meter.objects.filter(key=key).values_list("empty_at", flat=True).first()
    return max((empty_at or now) - room, ROUNDING)
