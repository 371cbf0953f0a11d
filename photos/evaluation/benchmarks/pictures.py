"""Pictures of known sizes to be timed on, as a camera would have stored them."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from photos.quality.limits import PIXELS_PER_MP

GRAIN = 6.0  # 8-bit levels of noise: what a sensor leaves, and what makes a JPEG large
QUALITY = 92  # of the JPEG: what cameras write
BAND = 500  # px, rows that are grained together, all bands alike: it saves seconds and memory
WHITE = 255
WALL = 128  # 8-bit grey of a picture that shows nothing


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's sides in px; `name` is its key in JSON."""

    name: str
    width: int
    height: int

    @property
    def megapixels(self) -> float:
        """In millions of pixels."""
        return self.width * self.height / PIXELS_PER_MP


TWELVE = Size("12mp", 3000, 4000)  # a phone's portrait picture
SIZES = (
    Size("0_1mp", 274, 365),  # a thumbnail out of an old directory
    Size("1mp", 866, 1155),  # a picture from a website
    TWELVE,
    Size("24mp", 4000, 6000),  # a studio camera's
)


def enlarged(data: bytes, size: Size) -> bytes:
    """The middle of the picture in `data` at that size, with a sensor's grain, as a JPEG."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    return grained(np.array(ImageOps.fit(picture, (size.width, size.height))))


def without_face(size: Size) -> bytes:
    """A grey wall of that size with a sensor's grain, as a JPEG."""
    return grained(np.full((size.height, size.width, 3), WALL, np.uint8))


def grained(pixels: NDArray[np.uint8]) -> bytes:
    """A JPEG of `pixels` (h, w, 3), which are grained in place, always alike."""
    random = np.random.default_rng(0)
    grain = np.rint(random.normal(0, GRAIN, (BAND, pixels.shape[1], 1))).astype(np.int16)
    for top in range(0, len(pixels), BAND):
        rows = pixels[top : top + BAND]
        rows[:] = np.clip(rows + grain[: len(rows)], 0, WHITE)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
