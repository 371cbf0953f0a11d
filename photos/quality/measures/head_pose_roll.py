import numpy as np

from photos.quality.landmarks import LEFT_EDGE, RIGHT_EDGE
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def head_pose_roll(subject: Subject) -> float:
    """How far the head is tilted to a shoulder (ISO/IEC 29794-5: head pose roll).

    Between the mesh's two face edges and the horizontal, -180 to 180 degrees, clockwise
    positive as the viewer sees it; 0 is level.
    """
    points = subject.face.landmarks.points
    across = points[RIGHT_EDGE] - points[LEFT_EDGE]
    return float(np.degrees(np.arctan2(across[1], across[0])))


MEASURE = Measure("head_pose_roll", "deg", head_pose_roll)
