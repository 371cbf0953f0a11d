import numpy as np

from photos.quality.landmarks import CHIN, FOREHEAD
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject

LEVEL_HEAD = 6.5  # deg the mesh reads on level heads: median of passed staff photos 6.7


def head_pose_pitch(subject: Subject) -> float:
    """How far the face looks up or down (ISO/IEC 29794-5: head pose pitch).

    From the depth of the mesh's forehead and chin, -90 to 90 degrees, chin towards the
    camera negative; a level head is 0 after the mesh's own offset is taken out.
    """
    points = subject.face.landmarks.points
    down = points[CHIN] - points[FOREHEAD]
    tilt = float(np.degrees(np.arctan2(down[2], np.hypot(down[0], down[1]))))
    return tilt - LEVEL_HEAD


MEASURE = Measure("head_pose_pitch", "deg", head_pose_pitch)
