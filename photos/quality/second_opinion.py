"""dlib's HOG face finder, asked when the small networks see nothing or doubt what they see.

The only module that touches face_recognition. Importing that costs over a second
and 150 MB, switches Pillow to accept truncated files, and warns about
pkg_resources: so it is imported on the first hard case, with all of that fenced.
"""

import threading
import warnings
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

from photos.quality.geometry import Box

_importing = threading.Lock()


@lru_cache
def face_recognition() -> Any:
    """The library, imported once, with Pillow's global flag as it was."""
    with _importing, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        accepts_truncated = ImageFile.LOAD_TRUNCATED_IMAGES
        try:
            import face_recognition as library
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = accepts_truncated
    return library


def hog_faces(pixels: NDArray[np.uint8], long_edge: int) -> list[Box]:
    """Face boxes in pixels of `pixels`, searched on a copy of at most `long_edge` px."""
    scale = min(1.0, long_edge / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = face_recognition().face_locations(np.ascontiguousarray(small), model="hog")
    grow = pixels.shape[1] / small.shape[1]
    return [
        Box(left * grow, top * grow, (right - left) * grow, (bottom - top) * grow)
        for top, right, bottom, left in found
    ]
