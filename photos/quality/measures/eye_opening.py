import numpy as np
from numpy.typing import NDArray

from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def eye_opening(subject: Subject) -> float:
    """How open the less open eye is (ISO/IEC 29794-5: eyes open).

    Height over width of the lids' outline, 0 to about .4. Hooded lids and smiles read low,
    so only a very low number means anything, and then a person decides.
    """
    points = subject.face.landmarks.points
    return min(openness(points[list(eye), :2]) for eye in (LEFT_EYE, RIGHT_EYE))


def openness(outline: NDArray[np.float32]) -> float:
    """Mean height over width of an eye's outline (16, 2), in the mesh's order of points."""
    width = np.hypot(*(outline[0] - outline[8]))
    heights = np.hypot(*(outline[3] - outline[13])) + np.hypot(*(outline[5] - outline[11]))
    return float(heights / 2 / max(width, 1e-6))


MEASURE = Measure("eye_opening", "", eye_opening)
