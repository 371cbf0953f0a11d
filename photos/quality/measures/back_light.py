import numpy as np

from photos.quality.face_patch import DARKEST
from photos.quality.measures.measure import Measure, NotAssessed
from photos.quality.subject import Subject

LEAST_SHARE = 0.02  # of the frame must be background


def back_light(subject: Subject) -> float | NotAssessed:
    """Whether the face stands in its own light: back light makes it a silhouette.

    By how many stops the skin's median luminance lies below the background's; negative
    where the face is brighter. Very dark skin before a white wall reads 3 to 4 in perfect
    light, so only more than that says anything.
    """
    view, patch = subject.view, subject.patch
    if view.background.mean() < LEAST_SHARE or not patch.skin.any():
        return NotAssessed("too little background is visible")
    behind = np.log2(max(float(np.median(view.luminance[view.background])), DARKEST))
    return float(behind - np.median(patch.stops()[patch.skin]))


MEASURE = Measure("back_light", "stops", back_light)
