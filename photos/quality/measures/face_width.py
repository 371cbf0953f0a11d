from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def face_width(subject: Subject) -> float:
    """Whether the face is recognised in a thumbnail.

    The width of the face without its ears as a share of the published frame's width, 0 and
    up: at 48 px a face is recognised from .28 on, .38 is better.
    """
    return framing.face_width(subject.face.landmarks.box, subject.frame)


MEASURE = Measure("face_width", "share", face_width)
