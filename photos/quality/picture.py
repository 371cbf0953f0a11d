"""Encoded bytes to an upright sRGB picture, or the reason why not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class UnreadablePhoto(Exception):
    """The bytes are not a picture that may be judged: `code` for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


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
        return self.width / self.pixels.shape[1]


def read_picture(data: bytes) -> Picture:
    """Decode, turn upright, convert to sRGB and shrink. Raises UnreadablePhoto."""
    raise NotImplementedError
