from photos.quality import backdrop
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_clutter(subject: Subject) -> float | NotAssessed:
    """How far from plain the background is: how strong its edges are.

    ISO/IEC 29794-5: background uniformity. The 90th percentile of the Lab gradient, in Lab
    units a pixel of a 256 x 256 picture, 0 and up: a wall reads under 1, a blurred office
    2 to 4, shelves and foliage 6 to 20.
    """
    view = subject.view
    return backdrop.clutter(view) if view.shows_background else NotAssessed(NO_BACKGROUND)


MEASURE = Measure("background_clutter", "Lab", background_clutter)
