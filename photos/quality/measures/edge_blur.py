from photos.quality.edges import edge_blur as sigma_of_edges
from photos.quality.measures.measure import FEWEST_FACE_PIXELS, NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

NO_EDGES = "the face shows no edges"


def edge_blur(subject: Subject) -> float | NotAssessed:
    """How blurred the face is: out of focus, enlarged from few pixels, or smeared.

    (ISO/IEC 29794-5: sharpness.) The sigma in px of the strongest edges about the eyes,
    brows, mouth and hairline, in the face as a directory shows it: with a head of 200 px, or
    of all the pixels it has where those are fewer. 0.5 and up: sharp faces read .6 to 1.0,
    an enlarged thumbnail 1.1 to 2.3, a blurred face 1.5 and more.
    """
    grey = subject.displayed_face
    if min(grey.shape) < FEWEST_FACE_PIXELS:
        return NotAssessed(NO_PIXELS)
    sigma = sigma_of_edges(grey, subject.displayed_person)
    return NotAssessed(NO_EDGES) if sigma is None else sigma


MEASURE = Measure("edge_blur", "px", edge_blur)
