from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_edges(subject: Subject) -> float | NotAssessed:
    """How much of the picture is sharp edges behind the person: things in focus.

    The share of the whole frame whose Lab gradient exceeds 10 units a pixel of a 256 x 256
    picture, the person and the outline left out, 0-1: walls and blurred rooms read under
    .005, shelves, windows and foliage in focus .02 to .3. A narrow strip of shelf counts for
    as little as it is seen.
    """
    view = subject.view
    return backdrop.edges(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("background_edges", "share", background_edges)
