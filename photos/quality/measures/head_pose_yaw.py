from photos.quality.landmarks import yaw
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def head_pose_yaw(subject: Subject) -> float:
    """How far the face is turned to a side (ISO/IEC 29794-5: head pose yaw).

    From the depth of the mesh's two face edges, -90 to 90 degrees, to the picture's right
    positive; 0 looks straight ahead.
    """
    return yaw(subject.face.landmarks.points)


MEASURE = Measure("head_pose_yaw", "deg", head_pose_yaw)
