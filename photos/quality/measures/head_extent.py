from photos.quality import framing
from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject


def head_extent(subject: Subject) -> float | NotAssessed:
    """How much of the frame's height the whole head takes, hair and headwear included.

    From the chin to the crown as a share of the frame's height, 0 and up; above .87 the
    picture is too tight. Needs the person's outline; where the frame cuts the hair, it is at
    least twice the distance from the eyes to the chin.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    extent = framing.head_extent(subject.head, subject.frame)
    return NotAssessed("the top of the head could not be made out") if extent is None else extent


MEASURE = Measure("head_extent", "share", head_extent)
