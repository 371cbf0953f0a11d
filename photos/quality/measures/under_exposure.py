from photos.quality.face_patch import LINEAR
from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

DROWNED = 25  # 8-bit sRGB code, the limit of ISO/IEC 29794-5
FEWEST_PIXELS = 200  # of skin in the face patch


def under_exposure(subject: Subject) -> float | NotAssessed:
    """How much of the face's skin has drowned in black (ISO/IEC 29794-5: under-exposure).

    The share of skin pixels whose luminance is at 8-bit code 25 or below, 0-1. Only lost
    detail counts, never how dark skin is.
    """
    skin = subject.patch.skin
    if skin.sum() < FEWEST_PIXELS:
        return NotAssessed("too little of the face is visible")
    return float((subject.patch.luminance[skin] <= LINEAR[DROWNED]).mean())


MEASURE = Measure("under_exposure", "share", under_exposure)
