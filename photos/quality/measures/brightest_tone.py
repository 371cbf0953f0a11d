import cv2
import numpy as np

from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject

BRIGHT = 99  # percentile: a collar, an eye's white, a strand of hair in the light


def brightest_tone(subject: Subject) -> float:
    """Whether the whole picture is too dark, whoever is in it.

    The 99th percentile of the whole picture's luma, 0-255. Something in a well exposed
    picture is bright, on any skin and before any wall: photographs that people pass read
    180 and more, two stops too little 100 to 137, three stops under 100.
    """
    luma = cv2.cvtColor(subject.picture.pixels, cv2.COLOR_RGB2GRAY)  # ITU-R BT.601
    counts = np.cumsum(cv2.calcHist([luma], [0], None, [256], [0, 256]))
    return float(np.searchsorted(counts, counts[-1] * BRIGHT / 100))


MEASURE = Measure("brightest_tone", "", brightest_tone)
