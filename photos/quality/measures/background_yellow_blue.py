from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_yellow_blue(subject: Subject) -> float | NotAssessed:
    """Whether the background tends to yellow or to blue, to compare two photos' walls.

    The CIE Lab b* of its median, about -110 (blue) to 95 (yellow); grey is 0. See
    background_red_green.
    """
    if not subject.view.shows_background:
        return NotAssessed(NO_BACKGROUND)
    return float(subject.view.median_tone[2])


MEASURE = Measure("background_yellow_blue", "Lab", background_yellow_blue)
