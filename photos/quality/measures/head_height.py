from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def head_height(subject: Subject) -> float:
    """How large the head is in the published frame.

    Twice the distance from the eyes to the chin as a share of the frame's height: hair and
    headwear do not count, so people are compared alike. 0 and up; a head and shoulders
    reads .45 to .80. ISO/IEC 39794-5 speaks of head length; this one avoids the crown,
    which hair hides.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    return framing.head_height(subject.head, subject.frame)


MEASURE = Measure("head_height", "share", head_height)
