import numpy as np

from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_chroma(subject: Subject) -> float | NotAssessed:
    """How colourful the background is.

    The CIE Lab chroma of its median, 0 and up: grey 0, beige 10, a blue wall 35.
    """
    if not subject.view.shows_background:
        return NotAssessed(NO_BACKGROUND)
    return float(np.hypot(*subject.view.median_tone[1:]))


MEASURE = Measure("background_chroma", "Lab", background_chroma)
