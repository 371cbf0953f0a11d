from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def face_presence(subject: Subject) -> float:
    """How sure the landmark network is that this is a photographed face.

    Its own flag, 0-1: real faces read above .999, statues about .3, drawings anything.
    """
    return subject.face.landmarks.presence


MEASURE = Measure("face_presence", "share", face_presence)
