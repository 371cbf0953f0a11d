"""A good photo whose face and outline are known, to be changed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photos.quality.face_patch import LINEAR
from photos.quality.framing import Head
from photos.quality.landmarks import OVAL, Landmarks
from photos.quality.picture import read_picture
from photos.quality.subject import study

FEATHER = 0.02  # of the face's width: how softly a change to the face ends
WHITE = 255
KNEE = 0.0031308  # linear light where sRGB's curve begins, IEC 61966-2-1

type Pixels = NDArray[np.uint8]
type Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Original:
    """An unchanged photo: upright sRGB `pixels` (h, w, 3), the main face's `marks`, the `head`
    in the same px, and `person` (h, w), the probability 0-1 that a place shows the person."""

    name: str
    pixels: Pixels
    marks: Landmarks
    head: Head
    person: NDArray[np.float32]

    @property
    def head_height(self) -> float:
        """Twice eyes-to-chin, in px."""
        return 2 * self.head.eye_to_chin

    @cached_property
    def face(self) -> NDArray[np.float32]:
        """Inside the face's outline, (h, w) 0-1, ending softly."""
        inside = np.zeros(self.pixels.shape[:2], np.float32)
        cv2.fillPoly(inside, [np.round(self.marks.points[list(OVAL), :2]).astype(np.int32)], 1)
        return np.asarray(cv2.GaussianBlur(inside, (0, 0), FEATHER * self.marks.box.width))

    def random(self, family: str) -> np.random.Generator:
        """The same random numbers for the same photo and family, always."""
        digest = hashlib.sha256(f"{self.name}|{family}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8]))


def original(name: str, data: bytes) -> Original:
    """The photo in `data`. Raises UnreadablePhoto, and ValueError where it shows no face."""
    subject = study(read_picture(data))
    if subject.head is None:
        raise ValueError(f"{name} shows no face")
    return Original(
        name, subject.picture.pixels, subject.face.landmarks, subject.head, subject.mask_of_picture
    )


def lit(pixels: Pixels, stops: Floats) -> Pixels:
    """The picture (h, w, 3) with its light changed by `stops`: (h, w), (3,) or one number."""
    by = stops[..., None] if np.ndim(stops) == 2 else stops
    return coded(LINEAR[pixels] * np.exp2(np.asarray(by, np.float32)))


def coded(linear: Floats) -> Pixels:
    """Linear light 0-1 as 8-bit sRGB; what is brighter than white is white."""
    light = np.clip(linear, 0, 1)
    curve = np.where(light <= KNEE, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(curve * WHITE + 0.5, np.uint8)


def mixed(above: Pixels, below: Pixels, share: NDArray[np.float32]) -> Pixels:
    """`above` where `share` (h, w) is 1, `below` where it is 0."""
    weight = share[..., None]
    return np.asarray(above * weight + below * (1 - weight) + 0.5, np.uint8)


def as_png(pixels: Pixels) -> bytes:
    """The picture as a file that loses nothing."""
    return encoded(pixels, "PNG", compress_level=1)


def encoded(pixels: Pixels, file_format: str, **options: Any) -> bytes:
    """The picture as a file of that format."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, file_format, **options)
    return out.getvalue()
