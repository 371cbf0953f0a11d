from photos.quality.face_patch import LINEAR
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

DROWNED = 25  # 8-bit sRGB code, the limit of ISO/IEC 29794-5


def under_exposure(subject: Subject) -> float | NotAssessed:
    """How much of the face's skin has drowned in black (ISO/IEC 29794-5: under-exposure).

    The share of skin pixels whose luminance is at 8-bit code 25 or below, 0-1. Only lost
    detail counts, never how dark skin is.
    """
    if not subject.patch.shows_skin:
        return NotAssessed(NO_SKIN)
    skin = subject.patch.skin
    return float((subject.patch.luminance[skin] <= LINEAR[DROWNED]).mean())


MEASURE = Measure("under_exposure", "share", under_exposure)
