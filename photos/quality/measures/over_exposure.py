from photos.quality.face_patch import LINEAR
from photos.quality.measures.measure import NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

BURNT = 247  # 8-bit sRGB code, the limit of ISO/IEC 29794-5


def over_exposure(subject: Subject) -> float | NotAssessed:
    """How much of the face's skin is burnt out (ISO/IEC 29794-5: over-exposure).

    The share of skin pixels whose luminance is at 8-bit code 247 or above, 0-1.
    """
    if not subject.patch.shows_skin:
        return NotAssessed(NO_SKIN)
    skin = subject.patch.skin
    return float((subject.patch.luminance[skin] >= LINEAR[BURNT]).mean())


MEASURE = Measure("over_exposure", "share", over_exposure)
