import numpy as np

from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_spread(subject: Subject) -> float | NotAssessed:
    """How far the background strays from one tone.

    The 90th percentile of the CIE Lab distance to the background's median, 0 and up: paper
    reads under 10, a gradient 10 to 25, a room 30 and more.
    """
    if not subject.view.shows_background:
        return NotAssessed(NO_BACKGROUND)
    tones = subject.view.lab[subject.view.background]
    return float(np.percentile(np.linalg.norm(tones - np.median(tones, 0), axis=1), 90))


MEASURE = Measure("background_spread", "Lab", background_spread)
