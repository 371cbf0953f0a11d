"""Encoded bytes to an upright sRGB picture, or the reason why not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photos.quality.apart_message import Message
from photos.quality.colour import (
    SIDEWAYS,
    eight_bit,
    flat_srgb,
    orientation,
    transparent_share,
    turned,
)
from photos.quality.limits import LIMITS, Limits, UnreadablePhoto
from photos.quality.opening import load, open_picture

__all__ = ["LIMITS", "Limits", "Picture", "UnreadablePhoto", "read_picture"]

# Measured: faces, mask and background come out the same from this long edge up (px).
ENOUGH_TO_MEASURE = 720
LONGEST_WORKING_EDGE = 1024
CHANNELS = 3
DRAFT_SCALES = (8, 4, 2)  # those a JPEG decoder offers
REDUCING_GAP = 2.0  # shrink by whole pixels first, to within this factor of the target


@dataclass(frozen=True)
class Picture:
    """An upright 8-bit sRGB picture at working size.

    `pixels` is (h, w, 3) uint8 with a long edge of at most 1,024 px; `width` and
    `height` are the full size in px, upright; `format` is Pillow's name;
    `transparent_share` (0-1) is how much of the frame was transparent before it
    was laid on white.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    format: str
    transparent_share: float

    @property
    def scale(self) -> float:
        """Full-size pixels per working pixel, >= 1 (1 for a picture not shrunk)."""
        return self.width / int(self.pixels.shape[1])

    def as_message(self) -> Message:
        """What is sent from one process to another."""
        facts = {
            "rows": self.pixels.shape[0],
            "width": self.width,
            "height": self.height,
            "format": self.format,
            "transparent_share": self.transparent_share,
        }
        return Message(facts, (self.pixels.tobytes(),))

    @classmethod
    def from_message(cls, message: Message) -> "Picture":
        """The picture that another process has sent."""
        facts = dict(message.facts)
        pixels = np.frombuffer(message.parts[0], np.uint8).reshape(facts.pop("rows"), -1, CHANNELS)
        return cls(pixels=pixels, **facts)


def read_picture(data: bytes, limits: Limits = LIMITS) -> Picture:
    """Decode here, turn upright, convert to sRGB and shrink. Raises UnreadablePhoto.

    For pictures of our own making; any other is for apart.read_picture, HEIC always.
    """
    return _read(open_picture(data, limits))


def _read(opened: Image.Image) -> Picture:
    width, height = opened.size
    draft(opened, ENOUGH_TO_MEASURE)
    load(opened)
    tag = orientation(opened)
    small = shrunk(eight_bit(opened), LONGEST_WORKING_EDGE)
    upright = turned(flat_srgb(small, opened.info.get("icc_profile")), tag)
    if tag in SIDEWAYS:
        width, height = height, width
    return Picture(
        np.asarray(upright), width, height, str(opened.format), transparent_share(small)
    )


def draft(picture: Image.Image, long_edge: int) -> None:
    """Let a JPEG decode at the smallest scale that leaves its long edge >= `long_edge` px.

    Other formats decode in full.
    """
    longest = max(picture.size)
    for scale in DRAFT_SCALES:
        if longest >= scale * long_edge:
            picture.draft(None, (picture.width // scale, picture.height // scale))
            return


def shrunk(picture: Image.Image, long_edge: int) -> Image.Image:
    """The picture with a long edge of at most `long_edge` px; never larger than it was."""
    factor = long_edge / max(picture.size)
    if factor >= 1:
        return picture
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)
