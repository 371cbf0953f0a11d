from photos.quality.edges import worst_edge_blur
from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

NO_EDGES = "the face shows no edges"


def motion_blur(subject: Subject) -> float | NotAssessed:
    """Whether the face or the camera moved: edges are wide in one direction.

    (ISO/IEC 29794-5: motion blur.) The sigma in px of the strongest edges of the direction
    that is worst, of four, in the face as a directory shows it (head of 200 px at most).
    0.5 and up: still faces read .6 to 1.1, a smear over 2 % of the head's height 1.2 to 1.8.
    """
    grey = subject.displayed_face
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    sigma = worst_edge_blur(grey, subject.displayed_person)
    return NotAssessed(NO_EDGES) if sigma is None else sigma


MEASURE = Measure("motion_blur", "px", motion_blur)
