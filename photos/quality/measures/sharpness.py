import cv2
import numpy as np

from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

EYE_DISTANCE = 60.0  # px
MEDIUM_GREY = 110.0  # 8-bit code, about the median of passed staff faces
DARKEST_GREY = 16.0  # 8-bit code; below that the file holds no detail to raise


def sharpness(subject: Subject) -> float | NotAssessed:
    """Whether the face is in focus and still (ISO/IEC 29794-5: sharpness).

    The variance of the Laplacian of the grey face, shrunk so that the eyes are 60 px apart,
    as it would be at a medium grey; 0 and up: blurred faces read below 45. The same face in
    a darker file has weaker edges in proportion; without the grey taken out, dark skin and
    dark files would read as blurred. A smaller face is not enlarged.
    """
    grey = subject.face_grey(EYE_DISTANCE)
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    tone = max(float(np.median(grey)), DARKEST_GREY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var()) * (MEDIUM_GREY / tone) ** 2


MEASURE = Measure("sharpness", "", sharpness)
