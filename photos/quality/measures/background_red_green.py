from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def background_red_green(subject: Subject) -> float | NotAssessed:
    """Whether the background tends to red or to green, to compare two photos' walls.

    The CIE Lab a* of its median, about -90 (green) to 100 (red); grey is 0. With
    background_yellow_blue and background_lightness it is a colour: between two of them the
    distance is what the eye sees.
    """
    if not subject.view.shows_background:
        return NotAssessed(NO_BACKGROUND)
    return float(subject.view.median_tone[1])


MEASURE = Measure("background_red_green", "Lab", background_red_green)
