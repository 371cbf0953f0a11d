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
    away = subject.view.tones - subject.view.median_tone
    return float(np.percentile(np.sqrt((away * away).sum(1)), 90))


MEASURE = Measure("background_spread", "Lab", background_spread)
