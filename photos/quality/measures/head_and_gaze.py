from photos.quality.landmarks import yaw
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject

CLEARLY_TURNED = 12.0  # deg of yaw; less is a head that faces the camera


def head_and_gaze(subject: Subject) -> float:
    """How far a person turns away from the camera with head and eyes together.

    In degrees, 0 and up. Eyes that look further to the side to which the head is turned add
    to its yaw; eyes that stay on the camera don't, nor does any eye in a head that is turned
    by less than 12 degrees: a squint, or eyes too small to be seen, change nothing.
    """
    head, sight = yaw(subject.face.landmarks.points), subject.line_of_sight
    if sight is None or abs(head) < CLEARLY_TURNED or sight * head < 0:
        return abs(head)
    return max(abs(head), abs(sight))


MEASURE = Measure("head_and_gaze", "deg", head_and_gaze)
