from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_tone_range(subject: Subject) -> float | NotAssessed:
    """How far light and dark lie apart behind the person: windows, lamps, doors, contrasts.

    The standard deviation of the lightness L* of the background, 0-50: paper reads under 2,
    a gradient 5, a room 15 and more.
    """
    view = subject.view
    return backdrop.tone_range(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("background_tone_range", "Lab", background_tone_range)
