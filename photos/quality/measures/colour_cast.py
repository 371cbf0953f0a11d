import numpy as np

from photos.quality.measures.measure import MONOCHROME, NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

# Skin in neutral light, on any skin tone: red over green and green over blue in stops of
# linear light. Melanin takes all three channels down alike, so light and dark skin lie within
# half a stop of each other here (virtual people of six skin tones, and staff photos of three).
RED_OVER_GREEN, GREEN_OVER_BLUE = 1.0, 0.55


def colour_cast(subject: Subject) -> float | NotAssessed:
    """Whether coloured light falls on the face: sunset, lamps, a stage, a screen.

    How far the skin's ratios of red to green and green to blue lie from those of skin in
    neutral light, in stops, 0 and up: daylight reads under .7, warm indoor light up to 1.5,
    orange or coloured light 2 and more. Ratios, so neither exposure nor how dark the skin is
    counts. Not assessed on black and white pictures.
    """
    patch = subject.patch
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    if patch.is_grey:
        return NotAssessed(MONOCHROME)
    red, green, blue = patch.skin_light
    warm, yellow = float(np.log2(red / green)), float(np.log2(green / blue))
    return float(np.hypot(warm - RED_OVER_GREEN, yellow - GREEN_OVER_BLUE))


MEASURE = Measure("colour_cast", "stops", colour_cast)
