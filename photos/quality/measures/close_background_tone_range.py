from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def close_background_tone_range(subject: Subject) -> float | NotAssessed:
    """How far light and dark lie apart in what a proper crop would keep of the background.

    background_tone_range in the part of the picture that a crop with the head at its target
    height keeps, 0-50.
    """
    view = subject.close_view
    return backdrop.tone_range(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("close_background_tone_range", "Lab", close_background_tone_range)
