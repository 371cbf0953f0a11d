import numpy as np

from photos.quality.landmarks import LOWER_LIP, UPPER_LIP
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def mouth_opening(subject: Subject) -> float:
    """How wide the mouth stands open; a smile with teeth reads .1 to .2.

    The gap between the inner lips in T (eyes to chin), 0 and up.
    """
    marks = subject.face.landmarks
    gap = marks.points[LOWER_LIP, :2] - marks.points[UPPER_LIP, :2]
    return float(np.hypot(*gap)) / marks.eye_to_chin


MEASURE = Measure("mouth_opening", "T", mouth_opening)
