import cv2
import numpy as np

from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.slopes import slopes
from photos.quality.subject import Subject

SIGMA = 3.0  # px of the face patch: pores and stubble are not shadows
ERODE = 11  # px kept clear of eyes, brows, lips and the face's edge
FEWEST_PIXELS = 200  # of inner skin in the face patch
SHARPEST = 95  # percentile: an edge across the face is a twentieth of it


def shadow_edges(subject: Subject) -> float | NotAssessed:
    """How hard the shadows on the face are: dappled sun, a hat's brim, a bare flash.

    The 95th percentile of the luminance gradient on the inner skin, in stops a pixel of
    the 128 px face patch, 0 and up: soft light reads .1 to .3, a hard shadow of three stops
    .35. Gentler ones are no steeper than a nose in side light, and are not told apart.
    """
    inner = cv2.erode(subject.patch.skin.astype(np.uint8), np.ones((ERODE, ERODE), np.uint8)) > 0
    if inner.sum() < FEWEST_PIXELS:
        return NotAssessed(NO_SKIN)
    stops = subject.patch.stops(SIGMA)
    return float(np.percentile(slopes(stops)[inner], SHARPEST))


MEASURE = Measure("shadow_edges", "stops", shadow_edges)
