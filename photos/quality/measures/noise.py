import cv2
import numpy as np

from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

# A difference of two Laplacians: blind to edges and slopes, noise of sigma 1 answers sigma 6.
# Immerkaer, "Fast noise variance estimation", Computer Vision and Image Understanding 64, 1996.
MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
GAIN = 6.0
MEDIAN_OF_SIGMA = 0.6745  # the median of |x| for a normal x of sigma 1
SMOOTH = 2.0  # px, to tell calm places from edges
CALM = 50  # percentile of the slope: half of the face, cheeks and forehead


def noise(subject: Subject) -> float | NotAssessed:
    """How grainy the face is: a high ISO, bad light, a small sensor.

    The sigma of the noise in the calmer half of the face, in 8-bit grey levels, as a directory
    shows it (head of 200 px at most); 0 and up: photos in good light read .5 to 2.3, grain
    that is plainly seen 8 and more. Grain that vanishes when a large file is shown small does
    not count.
    """
    grey = subject.displayed_face
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    smooth = cv2.GaussianBlur(grey, (0, 0), SMOOTH)
    steep = cv2.magnitude(cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1))
    calm = steep <= np.percentile(steep, CALM)
    grain = np.abs(cv2.filter2D(grey, -1, MASK))[calm]
    return float(np.median(grain)) / MEDIAN_OF_SIGMA / GAIN


MEASURE = Measure("noise", "levels", noise)
