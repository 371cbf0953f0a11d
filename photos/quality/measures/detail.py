import cv2

from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

OCTAVES = (1.0, 2.0)  # px
FLAT = 0.5  # grey levels: keeps an empty patch from dividing by nothing


def detail(subject: Subject) -> float | NotAssessed:
    """Whether the file's pixels carry detail, or were enlarged from fewer.

    The energy of the face's finest octave over that of the next one, 0 to about 1.6: a
    photo keeps .7 and more down to its last pixel; a file enlarged twofold, or badly out
    of focus, reads about .5.
    """
    grey = subject.face_grey()
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    once, twice = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in OCTAVES)
    return float((grey - once).std() / ((once - twice).std() + FLAT))


MEASURE = Measure("detail", "", detail)
