"""How steeply a picture changes."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

SOBEL_GAIN = 8  # a 3 x 3 Sobel answers 8 to a slope of 1 a pixel


def slopes(picture: NDArray[np.float32]) -> NDArray[np.floating[Any]]:
    """The steepness (h, w) of a picture (h, w) or (h, w, channels), in its units a pixel."""
    across, down = cv2.Sobel(picture, -1, 1, 0), cv2.Sobel(picture, -1, 0, 1)
    squares = (across**2 + down**2).reshape(*picture.shape[:2], -1)
    return np.asarray(np.sqrt(squares.sum(2)) / SOBEL_GAIN)
