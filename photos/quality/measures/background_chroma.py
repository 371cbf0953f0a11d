import numpy as np

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

LEAST_SHARE = 0.02  # of the frame must be background


def background_chroma(subject: Subject) -> float | NotAssessed:
    """How colourful the background is.

    The CIE Lab chroma of its median, 0 and up: grey 0, beige 10, a blue wall 35.
    """
    tones = subject.view.lab[subject.view.background]
    if len(tones) < LEAST_SHARE * subject.view.background.size:
        return NotAssessed("too little background is visible")
    return float(np.hypot(*np.median(tones[:, 1:], 0)))


MEASURE = Measure("background_chroma", "Lab", background_chroma)
