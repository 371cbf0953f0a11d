from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def face_centre_offset(subject: Subject) -> float:
    """How far the face stands beside the middle of the published frame.

    As a share of the frame's width, to the picture's right positive, -.5 to .5; 0 is the
    middle.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    return framing.centre_offset(subject.head, subject.frame)


MEASURE = Measure("face_centre_offset", "share", face_centre_offset)
