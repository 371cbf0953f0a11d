import numpy as np

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

LEAST_SHARE = 0.02  # of the frame must be background


def background_spread(subject: Subject) -> float | NotAssessed:
    """How far the background strays from one tone.

    The 90th percentile of the CIE Lab distance to the background's median, 0 and up: paper
    reads under 10, a gradient 10 to 25, a room 30 and more.
    """
    tones = subject.view.lab[subject.view.background]
    if len(tones) < LEAST_SHARE * subject.view.background.size:
        return NotAssessed("too little background is visible")
    return float(np.percentile(np.linalg.norm(tones - np.median(tones, 0), axis=1), 90))


MEASURE = Measure("background_spread", "Lab", background_spread)
