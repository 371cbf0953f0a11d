from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_lightness(subject: Subject) -> float | NotAssessed:
    """How light the background is.

    The CIE Lab lightness of its median, 0 (black) to 100 (white).
    """
    if not subject.view.shows_background:
        return NotAssessed(NO_BACKGROUND)
    return float(subject.view.median_tone[0])


MEASURE = Measure("background_lightness", "Lab", background_lightness)
