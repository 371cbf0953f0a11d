import numpy as np

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

LEAST_SHARE = 0.02  # of the frame must be background


def background_lightness(subject: Subject) -> float | NotAssessed:
    """How light the background is.

    The CIE Lab lightness of its median, 0 (black) to 100 (white).
    """
    tones = subject.view.lab[subject.view.background]
    if len(tones) < LEAST_SHARE * subject.view.background.size:
        return NotAssessed("too little background is visible")
    return float(np.median(tones[:, 0]))


MEASURE = Measure("background_lightness", "Lab", background_lightness)
