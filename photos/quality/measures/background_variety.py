from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_variety(subject: Subject) -> float | NotAssessed:
    """How many different colours and tones the background has.

    The entropy of its colours in bits, 0 to about 5: one tone reads 0 to 1, a gradient 1.5,
    a room 2 to 3, a street 3 and more.
    """
    view = subject.view
    return backdrop.variety(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("background_variety", "bits", background_variety)
