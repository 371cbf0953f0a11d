import cv2

from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

EYE_DISTANCE = 60.0  # px


def sharpness(subject: Subject) -> float | NotAssessed:
    """Whether the face is in focus and still (ISO/IEC 29794-5: sharpness).

    The variance of the Laplacian of the grey face, shrunk so that the eyes are 60 px apart,
    0 and up: blurred faces read below 95. A smaller face is not enlarged.
    """
    grey = subject.face_grey(EYE_DISTANCE)
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


MEASURE = Measure("sharpness", "", sharpness)
