import cv2
import numpy as np

from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def monochrome(subject: Subject) -> float:
    """How far from black and white the picture is; one tone alone, as in sepia, counts as none.

    The standard deviation of CIE a* and b* over the published frame, 0 and up: black and
    white reads under 1, sepia up to 4, photographs in colour 6 and more.
    """
    _, deviations = cv2.meanStdDev(subject.view.lab)
    return float(np.hypot(*deviations[1:, 0]))


MEASURE = Measure("monochrome", "Lab", monochrome)
