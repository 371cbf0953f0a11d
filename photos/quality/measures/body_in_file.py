from photos.quality import framing
from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def body_in_file(subject: Subject) -> float:
    """How much of the body the whole file shows below the chin: what the shot type is named by.

    In T (eyes to chin), 0 and up: to 3 head and shoulders, to 6 half length, to 10 three
    quarters, beyond that the full body.
    """
    assert subject.head is not None  # Measure.take asks only where there is a face
    return framing.body_below_chin(subject.head, subject.picture.pixels.shape[0])


MEASURE = Measure("body_in_file", "T", body_in_file)
