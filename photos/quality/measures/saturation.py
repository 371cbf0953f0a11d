import cv2
import numpy as np

from photos.quality.landmarks import LIPS
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

MOST_COLOURFUL = 95  # percentile of a face's chroma: lips, a blush, whatever skin it is
ORDINARY = 34.6  # CIE chroma that staff photos have there, at the lightness below
EVERY = 2  # px of the face patch: four times fewer give the same percentile
LIGHTNESS = 60.0  # CIE L* of the median of their faces
DARKEST_SKIN = 5.0  # CIE L*; below that it is noise
# How chroma grows with lightness from dark to light skin, and as a file gets brighter: the
# exponent, of four, that leaves least between six virtual people, processed alike.
GROWTH = 0.35


def saturation(subject: Subject) -> float | NotAssessed:
    """How strongly the picture is coloured: a vivid filter, or a muted one.

    The chroma of the most colourful twentieth of the face, lips and all, over what ordinary
    staff photos have there on skin of that lightness. 0 is black and white, 1 ordinary, .7
    plainly muted, 1.4 vivid. Clothes and walls don't count; warm light does, as it colours
    skin.
    """
    patch = subject.patch
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    face = (patch.skin | patch.region(LIPS))[::EVERY, ::EVERY]
    rgb = patch.rgb[::EVERY, ::EVERY][face].astype(np.float32) / 255
    lab = cv2.cvtColor(rgb[None], cv2.COLOR_RGB2LAB)[0]
    chroma = float(np.percentile(np.hypot(lab[:, 1], lab[:, 2]), MOST_COLOURFUL))
    lightness = max(float(np.median(lab[:, 0])), DARKEST_SKIN)
    expected = ORDINARY * float((lightness / LIGHTNESS) ** GROWTH)
    return chroma / expected


MEASURE = Measure("saturation", "", saturation)
