from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def other_faces(subject: Subject) -> float:
    """Whether other people are in the picture (ISO/IEC 29794-5: single face present).

    The area of all other faces together as a share of the largest one's, 0 and up; 0 for one
    face alone. A colleague beside reads .5 to 1, passers-by under .05, a crowd adds up.
    """
    main, *others = subject.faces
    return sum(one.area for one in others) / main.area


MEASURE = Measure("other_faces", "share", other_faces)
