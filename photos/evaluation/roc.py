"""How well a number tells two kinds of photo apart, whatever edge is drawn through it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from photos.evaluation.estimates import NOTHING, Z_95, Estimate, Interval

HALVINGS = 60  # of an interval of at most 1: down to the last bit of a float


def area_under_roc(bad: ArrayLike, good: ArrayLike) -> Estimate:
    """How often a bad photo reads higher than a good one, ties counted half; 0.5 is chance.

    `bad` (m,) and `good` (n,) are numbers that ought to be high for bad photos; NOTHING
    where one of them is empty. The interval is made of those areas A from which the area
    seen lies within 1.96 standard deviations, by the variance in A of J. A. Hanley and
    B. J. McNeil, The meaning and use of the area under a ROC curve, Radiology 143 (1982),
    29-36. So it keeps a width at 0 and 1 too (R. G. Newcombe, Statistics in Medicine 25
    (2006), 559-573, finds such intervals the most trustworthy for few photos).
    """
    high, low = np.asarray(bad, np.float64), np.asarray(good, np.float64)
    if not high.size or not low.size:
        return NOTHING
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, "left") + np.searchsorted(ordered, high, "right")
    area = float(below.sum() / (2 * high.size * low.size))
    return Estimate(area, area_interval(area, high.size, low.size))


def area_interval(area: float, bad: int, good: int) -> Interval:
    """The areas, 0-1, that could have shown as `area` on so many photos."""

    def deviations(true: float) -> float:
        return (area - true) ** 2 - Z_95**2 * hanley_mcneil_variance(true, bad, good)

    return Interval(root(deviations, 0.0, area), root(deviations, 1.0, area))


def root(excess: Callable[[float], float], outside: float, inside: float) -> float:
    """Where `excess` falls to zero between a point outside of the interval and one inside."""
    for _ in range(HALVINGS):
        middle = (outside + inside) / 2
        if excess(middle) > 0:
            outside = middle
        else:
            inside = middle
    return inside


def hanley_mcneil_variance(area: float, bad: int, good: int) -> float:
    """The variance of an observed area around the true one, 0-1, for counts >= 1."""
    two_bad, two_good = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area)
    spread += (bad - 1) * (two_bad - area**2) + (good - 1) * (two_good - area**2)
    return max(spread, 0.0) / (bad * good)


def equal_error_rate(bad: ArrayLike, good: ArrayLike) -> float | None:
    """The share of both kinds that is on the wrong side of the edge where these shares meet.

    Same arguments as `area_under_roc`; 0 is perfect, 0.5 chance, None without both kinds.
    Between two possible edges the shares are taken to change evenly.
    """
    high, low = (np.sort(np.asarray(values, np.float64)) for values in (bad, good))
    if not high.size or not low.size:
        return None
    flagged, missed = error_rates(high, low)
    gap = flagged - missed  # falls from 1 to -1 as the edge rises
    after = int(np.argmax(gap <= 0))
    if gap[after] == 0:
        return float(flagged[after])
    before = after - 1
    way = gap[before] / (gap[before] - gap[after])
    return float(flagged[before] + way * (flagged[after] - flagged[before]))


def error_rates(
    bad: NDArray[np.float64], good: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The good flagged and the bad missed, as shares, for every edge from below all values up;
    what is higher than the edge is flagged. `bad` and `good` are sorted."""
    edges = np.concatenate([[-math.inf], np.unique(np.concatenate([bad, good]))])
    flagged = 1 - np.searchsorted(good, edges, "right") / good.size
    missed = np.searchsorted(bad, edges, "right") / bad.size
    return flagged, missed
