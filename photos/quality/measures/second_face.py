from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def second_face(subject: Subject) -> float:
    """Whether somebody else is in the picture (ISO/IEC 29794-5: single face present).

    The second largest face's area as a share of the largest's, 0-1; 0 for one face alone.
    """
    return subject.faces[1].area / subject.faces[0].area if len(subject.faces) > 1 else 0.0


MEASURE = Measure("second_face", "share", second_face)
