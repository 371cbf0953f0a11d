"""How often something may be done: the one table, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

# What SAMEFRAME_RATES may change, one by one. Published pictures have none.
RATES = {
    "login": "5/min",  # failed attempts on an account from one address, before delays begin
    "sign-on": "60/min",  # of one address or user, on the way to single sign-on and back
    "link": "10/min",  # of one address, keys of personal links that open nothing
    "link_upload": "10/h",  # photos checked by one personal link, and notes to HR by it
    "link_frame": "240/min",  # small frames of the camera guide, looked at for one personal link
    "upload": "60/min",  # of one token or user; a bulk token has none
    "check": "60/min",  # of one token or user: pictures judged without being stored
    "import": "5/h",  # lists, and imports of photos, of one user
    "test_mail": "10/h",  # of one user, to themselves
    "export": "10/h",  # files of lists, photos, sheets and labels, of one user
    "read": "6000/min",  # all else of the API, of one token or user at one address
}
PERIODS = {"s": 1, "min": 60, "h": 3_600, "day": 86_400}  # seconds
# A process counts this share of a rate by itself before it tells the table, so that a read
# doesn't cost a write. By so much, times the processes, a rate may be passed.
UNTOLD_SHARE = 0.01


class BadRate(ValueError):
    """A rate that cannot be read, with what to write instead."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` at once, and that many again in each `period` (seconds)."""

    name: str
    count: int
    period: int

    @property
    def seconds_each(self) -> float:
        """How long one takes to be forgotten."""
        return self.period / self.count

    @property
    def told_in(self) -> int:
        """How many a process counts by itself before it tells the table."""
        return max(int(self.count * UNTOLD_SHARE), 1)


@cache
def rate_written(name: str, text: str) -> Rate:
    """A rate as settings write it: "5/min". Raises BadRate."""
    count, _, period = text.partition("/")
    if not (count.isascii() and count.isdecimal() and int(count) and period in PERIODS):
        raise BadRate(
            f"{name}={text}: write it like 5/min; after the stroke: {', '.join(PERIODS)}"
        )
    return Rate(name, int(count), PERIODS[period])


def rate_named(name: str) -> Rate:
    """The rate that holds: the settings', or else the table's. Raises BadRate."""
    return rate_written(name, settings.SAMEFRAME_RATES.get(name, RATES[name]))
