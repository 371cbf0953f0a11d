from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def body_below_chin(subject: Subject) -> float:
    """How much of the body the published frame shows below the chin.

    In T (eyes to chin), 0 and up: .5 is the collar, 1.5 the chest, 3 the waist's height.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    return framing.body_below_chin(subject.head, subject.frame.y + subject.frame.height)


MEASURE = Measure("body_below_chin", "T", body_below_chin)
