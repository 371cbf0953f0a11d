import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

EYE_DISTANCE = 60.0  # px
FEWEST_PIXELS = 16  # a side of the face


def sharpness(subject: Subject) -> float | NotAssessed:
    """Whether the face is in focus and still (ISO/IEC 29794-5: sharpness).

    The variance of the Laplacian of the grey face, shrunk so that the eyes are 60 px apart,
    0 and up: blurred faces read below 95. A smaller face is not enlarged.
    """
    grey = face_grey(subject, EYE_DISTANCE)
    if min(grey.shape) < FEWEST_PIXELS:
        return NotAssessed("the face has too few pixels")
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def face_grey(subject: Subject, eye_distance: float) -> NDArray[np.float32]:
    """The grey face (h, w), 0-255, shrunk to `eye_distance` px between the eyes at most."""
    marks, pixels = subject.face.landmarks, subject.picture.pixels
    top, left = max(int(marks.box.y), 0), max(int(marks.box.x), 0)
    face = pixels[
        top : int(marks.box.y + marks.box.height), left : int(marks.box.x + marks.box.width)
    ]
    if not face.size:
        return np.zeros((0, 0), np.float32)
    grey = np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), np.float32)
    shrink = eye_distance / marks.eye_distance
    if shrink < 1:
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        grey = np.asarray(small, np.float32)
    return grey


MEASURE = Measure("sharpness", "", sharpness)
