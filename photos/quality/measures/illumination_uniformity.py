import numpy as np

from photos.quality.landmarks import LEFT_CHEEK, RIGHT_CHEEK
from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

FEWEST_PIXELS = 20  # of each cheek in the face patch


def illumination_uniformity(subject: Subject) -> float | NotAssessed:
    """Left against right light (ISO/IEC 29794-5: illumination uniformity).

    The difference of the median luminance of the two lower cheeks in stops, positive where
    the picture's right is brighter; 0 is even. A ratio, so exposure and skin tone cancel.
    """
    stops = subject.patch.stops()
    left, right = stops[subject.patch.region(LEFT_CHEEK)], stops[subject.patch.region(RIGHT_CHEEK)]
    if min(left.size, right.size) < FEWEST_PIXELS:
        return NotAssessed("one cheek is turned away")
    return float(np.median(right) - np.median(left))


MEASURE = Measure("illumination_uniformity", "stops", illumination_uniformity)
