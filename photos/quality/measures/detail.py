import cv2

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.measures.sharpness import face_grey
from photos.quality.subject import Subject

ALL_PIXELS = float("inf")  # no shrinking
OCTAVES = (1.0, 2.0)  # px
FLAT = 0.5  # grey levels: keeps an empty patch from dividing by nothing
FEWEST_PIXELS = 16  # a side of the face


def detail(subject: Subject) -> float | NotAssessed:
    """Whether the file's pixels carry detail, or were enlarged from fewer.

    The energy of the face's finest octave over that of the next one, 0 to about 1.6: a
    photo keeps .7 and more down to its last pixel; a file enlarged twofold, or badly out
    of focus, reads about .5.
    """
    grey = face_grey(subject, ALL_PIXELS)
    if min(grey.shape) < FEWEST_PIXELS:
        return NotAssessed("the face has too few pixels")
    once, twice = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in OCTAVES)
    return float((grey - once).std() / ((once - twice).std() + FLAT))


MEASURE = Measure("detail", "", detail)
