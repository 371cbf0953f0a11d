from photos.quality import framing
from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject


def headroom(subject: Subject) -> float | NotAssessed:
    """The space above hair or headwear in the published frame.

    As a share of the frame's height; 0 where hair touches the file's edge or is cut by it,
    below 0 where only the published frame cuts it. Needs the person's outline.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    space = framing.headroom(subject.head, subject.frame)
    return NotAssessed("the top of the head could not be made out") if space is None else space


MEASURE = Measure("headroom", "share", headroom)
