import numpy as np

from photos.quality.face_patch import DARKEST
from photos.quality.measures.measure import NO_BACKGROUND, Measure, NotAssessed
from photos.quality.subject import Subject


def back_light(subject: Subject) -> float | NotAssessed:
    """Whether the face stands in its own light: back light makes it a silhouette.

    By how many stops the skin's median luminance lies below the background's; negative
    where the face is brighter. Very dark skin before a white wall reads 3 to 4 in perfect
    light, so only more than that says anything.
    """
    view, patch = subject.view, subject.patch
    if not view.shows_background or not patch.shows_skin:
        return NotAssessed(NO_BACKGROUND)
    behind = np.log2(max(float(np.median(view.luminance[view.background])), DARKEST))
    return float(behind - np.median(patch.stops()[patch.skin]))


MEASURE = Measure("back_light", "stops", back_light)
