import numpy as np
from numpy.typing import NDArray

from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

REACH = 13  # px of the face patch: what a lens covers, brow and upper cheek with it
BRIGHTER = 75  # percentile: a quarter of that place is brighter in an eye that can be seen


def eye_shade(subject: Subject) -> float | NotAssessed:
    """Whether the eyes can be seen, or lie behind dark glasses or in black shadow.

    By how many stops the brighter quarter of the place around the darker eye is darker than
    the face's skin; below 0 it is brighter. Lids, whites and cheeks keep visible eyes below
    1.7 whatever the skin; dark lenses read 2.1 and more.
    """
    patch = subject.patch
    stops = patch.stops()
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    eyes = (brighter_quarter(stops, patch.points[list(eye)]) for eye in (LEFT_EYE, RIGHT_EYE))
    return float(np.median(stops[patch.skin])) - min(eyes)


def brighter_quarter(stops: NDArray[np.float32], outline: NDArray[np.float32]) -> float:
    """The tone of the brighter quarter within `REACH` px of an eye's outline (16, 2)."""
    x, y = (round(float(side)) for side in outline.mean(0))
    around = stops[max(y - REACH, 0) : y + REACH, max(x - REACH, 0) : x + REACH]
    return float(np.percentile(around, BRIGHTER))


MEASURE = Measure("eye_shade", "stops", eye_shade)
