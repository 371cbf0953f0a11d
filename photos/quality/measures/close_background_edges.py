from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def close_background_edges(subject: Subject) -> float | NotAssessed:
    """How much of a proper crop would be sharp edges behind the person.

    background_edges in the part of the picture that a crop with the head at its target
    height keeps, 0-1: what such a crop takes away counts no more.
    """
    view = subject.close_view
    return backdrop.edges(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("close_background_edges", "share", close_background_edges)
