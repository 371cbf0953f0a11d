from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def eye_line(subject: Subject) -> float:
    """At which height the eyes look out of the published frame.

    The eye midpoint's distance from the frame's top as a share of its height, 0-1. On one
    line across a team it makes pages calm.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    return framing.eye_line(subject.head, subject.frame)


MEASURE = Measure("eye_line", "share", eye_line)
