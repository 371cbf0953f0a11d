"""How busy a background is; measured in the whole frame and in a proper crop."""

import cv2
import numpy as np

from photos.quality.slopes import slopes
from photos.quality.subject import View

SIGMA = 0.7  # px, against single-pixel noise
EDGE = 5  # px kept clear of the person, so that the outline itself is no edge
STRONGEST = 90  # percentile: a tenth of the background may be busy


def clutter(view: View) -> float | None:
    """The 90th percentile of the Lab gradient in Lab units a pixel; None without background."""
    clear = cv2.erode(view.background.astype(np.uint8), np.ones((EDGE, EDGE), np.uint8)) > 0
    if not view.shows_background or not clear.any():
        return None
    smooth = cv2.GaussianBlur(view.lab, (0, 0), SIGMA)
    return float(np.percentile(slopes(np.asarray(smooth, np.float32))[clear], STRONGEST))
