"""Shares and other figures with the interval that so few photos leave around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Z_95 = 1.959964  # standard deviations of the normal curve that hold 95 % of it


@dataclass(frozen=True, slots=True)
class Interval:
    """A range that holds the true figure in 95 of 100 such samples."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether a figure could lie in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; both None where there is nothing to count."""

    value: float | None
    interval: Interval | None

    def as_json(self) -> dict[str, Any]:
        """`value`, `low` and `high` as plain values."""
        return {"value": self.value, **ends(self.interval)}


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` photos, 0 <= part <= whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0-1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval; None of nothing."""
        return wilson(self.part, self.whole) if self.whole else None

    def as_json(self) -> dict[str, Any]:
        """The counts, the share and its interval as plain values."""
        counts = {"part": self.part, "whole": self.whole}
        return {**counts, "value": self.value, **ends(self.interval)}


NOTHING = Estimate(None, None)


def ends(interval: Interval | None) -> dict[str, float | None]:
    """An interval as plain values."""
    low, high = (interval.low, interval.high) if interval else (None, None)
    return {"low": low, "high": high}


def wilson(part: float, whole: int) -> Interval:
    """The 95 % score interval of `part` of `whole` > 0, within 0-1.

    Unlike p ± z·s it stays a range for 0 of 5 and for 5 of 5. E. B. Wilson, Probable
    inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
    """
    share, spread = part / whole, Z_95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return Interval(max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))


def mean_of_shares(first: Share, second: Share) -> Estimate:
    """The mean of two independent shares, None where one is of nothing.

    The distances to the ends of both Wilson intervals are added as squares: method 10 of
    R. G. Newcombe, Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17 (1998), 873-890, for half of a sum.
    """
    if first.value is None or second.value is None:
        return NOTHING
    one, two = wilson(first.part, first.whole), wilson(second.part, second.whole)
    mean = (first.value + second.value) / 2
    below = math.hypot(first.value - one.low, second.value - two.low) / 2
    above = math.hypot(one.high - first.value, two.high - second.value) / 2
    return Estimate(mean, Interval(mean - below, mean + above))
