import numpy as np
from numpy.typing import NDArray

from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

LENS, BRIGHTER_QUARTER = 13, 75  # px of the face patch that a lens covers; percentile there
EYE, BRIGHTEST_TENTH = 10, 90  # the same of an eye with its lids


def eye_shade(subject: Subject) -> float | NotAssessed:
    """Whether the eyes can be seen, or lie behind dark glasses or in black shadow.

    By how many stops the place around the darker eye is darker than the face's skin; below 0
    it is brighter. Of two readings the higher one: of the brighter quarter of what a lens
    covers, and of the brightest tenth of the eye alone. Lids, whites and cheeks keep visible
    eyes below 1.8 whatever the skin; dark lenses read 2.1 and more.
    """
    patch = subject.patch
    stops = patch.stops()
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    eyes = [patch.points[list(eye)].mean(0) for eye in (LEFT_EYE, RIGHT_EYE)]
    lens = min(tone(stops, eye, LENS, BRIGHTER_QUARTER) for eye in eyes)
    alone = min(tone(stops, eye, EYE, BRIGHTEST_TENTH) for eye in eyes)
    return float(np.median(stops[patch.skin])) - min(lens, alone)


def tone(
    stops: NDArray[np.float32], eye: NDArray[np.float32], reach: int, percentile: int
) -> float:
    """A percentile of the stops in a square of `reach` px around the middle (2,) of an eye."""
    x, y = (round(float(side)) for side in eye)
    around = stops[max(y - reach, 0) : y + reach, max(x - reach, 0) : x + reach]
    return float(np.percentile(around, percentile))


MEASURE = Measure("eye_shade", "stops", eye_shade)
