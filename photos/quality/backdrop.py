"""What lies behind the person, in numbers: one set for the whole frame and for a proper crop.

All are taken at the size at which a directory shows the frame, so that what counts is what
people see there: a background far out of focus is soft, however many pixels it has.
"""

import numpy as np

from photos.quality.subject import View

STRONGEST = 90  # percentile: a tenth of the background may be busy
STRONG = 10.0  # Lab units a pixel: an edge in focus between two things that differ clearly
LOWEST, HIGHEST = (0, -60, -60), (100, 60, 60)  # of L*, a*, b*; few colours lie outside
BINS = (8, 6, 6)  # along them: what counts as one colour is about 12 x 20 x 20 units


def clutter(view: View) -> float:
    """The 90th percentile of the Lab gradient, in Lab units a pixel."""
    return float(np.percentile(view.steepness[view.clear], STRONGEST))


def edges(view: View) -> float:
    """How much of the whole frame is strong edges behind the person, 0-1."""
    return float(((view.steepness > STRONG) & view.clear).mean())


def tone_range(view: View) -> float:
    """The standard deviation of the background's lightness L*, 0-50."""
    return float(view.tones[:, 0].std())


def variety(view: View) -> float:
    """The entropy in bits of the background's colours, 0 (one colour) to about 5."""
    low, high, bins = (np.array(one, np.float32) for one in (LOWEST, HIGHEST, BINS))
    places = ((view.tones - low) * (bins / (high - low))).astype(np.int32)
    places = np.clip(places, 0, bins.astype(np.int32) - 1)
    counts = np.bincount(places @ (BINS[1] * BINS[2], BINS[2], 1))
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum())
