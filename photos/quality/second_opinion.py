"""dlib's HOG face finder, asked when the small networks see nothing or doubt what they see.

The only module that touches face_recognition. Importing that costs over a second
and 150 MB, switches Pillow to accept truncated files, and warns about
pkg_resources: so it is imported on the first hard case, with all of that fenced.
"""

import threading
import warnings
from functools import lru_cache
from types import ModuleType

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

_importing = threading.Lock()


@lru_cache
def face_recognition() -> ModuleType:
    """The library, imported once, with Pillow's global flag as it was."""
    with _importing, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        accepts_truncated = ImageFile.LOAD_TRUNCATED_IMAGES
        try:
            import face_recognition as library
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = accepts_truncated
    return library


def hog_faces(
    pixels: NDArray[np.uint8], long_edge: int
) -> list[tuple[float, float, float, float]]:
    """Boxes (x, y, width, height) in pixels of `pixels`, searched on a copy of `long_edge` px."""
    scale = long_edge / max(pixels.shape[:2])
    small = (
        pixels
        if scale >= 1
        else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    )
    grow = pixels.shape[1] / small.shape[1]
    found = face_recognition().face_locations(np.ascontiguousarray(small), model="hog")
    return [
        (left * grow, top * grow, (right - left) * grow, (bottom - top) * grow)
        for top, right, bottom, left in found
    ]
