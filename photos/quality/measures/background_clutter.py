import cv2
import numpy as np

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject, View

SIGMA = 0.7  # px, against single-pixel noise
EDGE = 5  # px kept clear of the person, so that the outline itself is no edge
LEAST_SHARE = 0.02  # of the frame must be background
SOBEL_GAIN = 8  # a 3 x 3 Sobel answers 8 to a slope of 1 a pixel


def background_clutter(subject: Subject) -> float | NotAssessed:
    """How busy the background is: how strong its edges are.

    ISO/IEC 29794-5: background uniformity. The 90th percentile of the Lab gradient, in Lab
    units a pixel of a 256 x 256 picture, 0 and up: a wall reads under 1, a blurred office
    2 to 4, shelves and foliage 6 to 20.
    """
    return clutter(subject.view)


def clutter(view: View) -> float | NotAssessed:
    """The 90th percentile of the gradient of `view`'s background."""
    clear = cv2.erode(view.background.astype(np.uint8), np.ones((EDGE, EDGE), np.uint8)) > 0
    if clear.mean() < LEAST_SHARE:
        return NotAssessed("too little background is visible")
    smooth = cv2.GaussianBlur(view.lab, (0, 0), SIGMA)
    across, down = cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1)
    gradient = np.sqrt((across**2 + down**2).sum(2)) / SOBEL_GAIN
    return float(np.percentile(gradient[clear], 90))


MEASURE = Measure("background_clutter", "Lab", background_clutter)
