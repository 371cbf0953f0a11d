import cv2
import numpy as np

from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject


def flat_areas(subject: Subject) -> float | NotAssessed:
    """Whether the face was drawn: how much of it is of exactly one tone.

    The share of the face's pixels that equal all their neighbours, 0-1. Skin before a lens
    is never flat; cartoons, logos and emoji are.
    """
    grey = subject.face_grey
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    around = np.ones((3, 3), np.uint8)
    return float((cv2.dilate(grey, around) == cv2.erode(grey, around)).mean())


MEASURE = Measure("flat_areas", "share", flat_areas)
