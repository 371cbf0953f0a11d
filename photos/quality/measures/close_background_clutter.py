from photos.quality.clutter import clutter
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def close_background_clutter(subject: Subject) -> float | NotAssessed:
    """How busy the background is in a proper crop: what a crop would leave of it.

    background_clutter in the frame in which the head has its target height.
    """
    seen = clutter(subject.close_view)
    return NotAssessed(NO_BACKGROUND) if seen is None else seen


MEASURE = Measure("close_background_clutter", "Lab", close_background_clutter)
