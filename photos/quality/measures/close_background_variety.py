from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def close_background_variety(subject: Subject) -> float | NotAssessed:
    """How many different colours and tones a proper crop would keep of the background.

    background_variety in the part of the picture that a crop with the head at its target
    height keeps, 0 to about 5 bits.
    """
    view = subject.close_view
    return backdrop.variety(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("close_background_variety", "bits", close_background_variety)
