import numpy as np

from photos.quality.face_patch import LUMA
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

BRIGHTEST = 99.5  # percentile of the skin, so that a sparkle is not its top
FLAT = 3 / 255  # below the brightest, as a share of it: 3 codes under white


def over_exposure(subject: Subject) -> float | NotAssessed:
    """How much of the face's skin is burnt out (ISO/IEC 29794-5: over-exposure).

    The share of skin that is as bright as its brightest spot, to 3 codes in 255, 0-1.
    Where light was cut off, the tones pile up there, and they stay piled up when the file
    is darkened afterwards: a fixed code would not see that. Photographs read up to .06,
    burnt faces .12 and more.
    """
    if not subject.patch.shows_skin:
        return NotAssessed(NO_SKIN)
    tones = (subject.patch.rgb @ LUMA)[subject.patch.skin]
    return float((tones >= (1 - FLAT) * np.percentile(tones, BRIGHTEST)).mean())


MEASURE = Measure("over_exposure", "share", over_exposure)
