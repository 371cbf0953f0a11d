"""Which pixels belong to the person."""

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import networks

SIDE = 256  # px, the network's input and output


def person_mask(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The probability (256, 256), 0-1, that a place of the whole picture shows the person.

    The picture is squeezed into a square; the mask covers it edge to edge.
    """
    height, width = pixels.shape[:2]
    shrinks = max(height, width) > SIDE
    square = cv2.resize(
        pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    (mask,) = networks.run("selfie_segmentation", square * np.float32(1 / 255), ("activation_10",))
    return mask.reshape(SIDE, SIDE)
