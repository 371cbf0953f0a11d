import numpy as np
from numpy.typing import NDArray

from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

REACH = 10  # px of the face patch: the eye with its lids, without the cheek


def eye_shade(subject: Subject) -> float | NotAssessed:
    """Whether the eyes can be seen, or lie behind dark glasses or in black shadow.

    By how many stops the brightest tenth around the darker eye is darker than the face's
    skin; below 0 it is brighter. Whites, lids and reflections keep visible eyes near 0
    whatever the skin; dark lenses leave nothing bright.
    """
    patch = subject.patch
    stops = patch.stops()
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    eyes = (brightest(stops, patch.points[list(eye)]) for eye in (LEFT_EYE, RIGHT_EYE))
    return float(np.median(stops[patch.skin])) - min(eyes)


def brightest(stops: NDArray[np.float32], outline: NDArray[np.float32]) -> float:
    """The 90th percentile in a square of `REACH` px around an eye's outline (16, 2)."""
    x, y = (round(float(side)) for side in outline.mean(0))
    around = stops[max(y - REACH, 0) : y + REACH, max(x - REACH, 0) : x + REACH]
    return float(np.percentile(around, 90))


MEASURE = Measure("eye_shade", "stops", eye_shade)
