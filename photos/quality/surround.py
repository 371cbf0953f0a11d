"""What was drawn around a photo before it came here: bars, a page, a circle cut into it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality.geometry import Box

FLAT = 8  # 8-bit codes: from the darkest to the brightest pixel of what was drawn
SAME = 6  # 8-bit codes around the tone of what was drawn; JPEG rings beside the photo
OF_ONE_TONE = 0.85  # of a row; the rest is a page's text, or a block of JPEG at the photo's edge
MOST_TONES = 4  # bars of a page above one another
JUMP = 16  # 8-bit codes: how far the picture differs from what is drawn beside it
ALL_ALONG = 0.4  # of a row must differ where a bar ends; above a head little more than hair does
LEAST_BAR = 0.015  # of the side
MOST_BARS = 0.8  # of a side; what is left must be a picture
OUTSIDE, INSIDE = 1.04, 0.95  # of the radius: where a circle's outside and inside are looked at
RINGS = 72  # places around a circle
TOUCHING = 0.12 * math.pi  # rad around where a circle touches the frame and leaves no corner
LEAST_RING = 0.35  # of the places must show the circle's edge
NEARLY_SQUARE = 0.03  # of the side

type Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Surround:
    """`content` is the photo without bars, in px of the picture looked at; `is_circle` where
    a circle was cut into it, so that its corners show nothing."""

    content: Box
    is_circle: bool

    @property
    def usable(self) -> Box:
        """The largest box of real pixels with the content's middle: all of it, or the square
        that a circle holds."""
        if not self.is_circle:
            return self.content
        share = 1 / math.sqrt(2)
        width, height = self.content.width * share, self.content.height * share
        return Box(
            self.content.x + (self.content.width - width) / 2,
            self.content.y + (self.content.height - height) / 2,
            width,
            height,
        )

    def drawn_share(self, width: int, height: int) -> float:
        """How much of a picture of that size (px) is not the photo, 0-1."""
        area = self.content.width * self.content.height
        return 1 - area * (math.pi / 4 if self.is_circle else 1) / (width * height)

    def shows(self, rows: NDArray[Any], columns: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether the photo is seen at these places (px)."""
        box = self.content
        across = (columns - box.x) / box.width * 2 - 1
        down = (rows - box.y) / box.height * 2 - 1
        if self.is_circle:
            return np.asarray(np.hypot(across, down) <= INSIDE)
        return np.asarray((abs(across) <= 1) & (abs(down) <= 1))


def find_surround(pixels: NDArray[np.uint8]) -> Surround:
    """What is drawn around the photo in `pixels` (h, w, 3)."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    height, width = grey.shape
    top, bottom = bar(grey), bar(grey[::-1])
    between = grey[top : height - bottom].T  # a page's margins, clear of the bars above
    left, right = bar(between), bar(between[::-1])
    content = Box(left, top, width - left - right, height - top - bottom)
    if content.width < (1 - MOST_BARS) * width or content.height < (1 - MOST_BARS) * height:
        return Surround(Box(0, 0, width, height), is_circle=False)
    return Surround(content, is_circle(grey, content))


def bar(grey: NDArray[np.uint8]) -> int:
    """How many of the topmost rows of `grey` (h, w) were drawn above the photo: a bar, or the
    bars of a page one below the other."""
    rows = 0
    for _ in range(MOST_TONES):
        more = one_tone(grey[rows:])
        if not more:
            break
        rows += more
    return rows


def one_tone(grey: NDArray[np.uint8]) -> int:
    """How many of the topmost rows are of one tone, but for a little text; 0 unless nearly the
    whole next row is of another: above a head only the hair is."""
    if not grey.size or np.ptp(grey[0]) > FLAT:  # nearly every photo ends here
        return 0
    tone = float(grey[0].mean())
    is_drawn = (abs(grey.astype(np.int16) - tone) <= SAME).mean(1) >= OF_ONE_TONE
    rows = int(np.argmin(is_drawn)) if not is_drawn.all() else 0
    if rows < LEAST_BAR * len(grey):
        return 0
    after = grey[min(rows + 1, len(grey) - 1)].astype(np.int16)
    return rows if (abs(after - tone) > JUMP).mean() >= ALL_ALONG else 0


def is_circle(grey: NDArray[np.uint8], content: Box) -> bool:
    """Whether a circle was cut into the content: flat corners that end along it."""
    if abs(content.width - content.height) > NEARLY_SQUARE * content.width:
        return False
    angles = np.linspace(0, 2 * np.pi, RINGS, endpoint=False)
    angles = angles[abs((angles + np.pi / 4) % (np.pi / 2) - np.pi / 4) > TOUCHING]
    outside, inside = (on_ring(grey, content, angles, share) for share in (OUTSIDE, INSIDE))
    if np.ptp(outside) > FLAT:
        return False
    return bool((abs(inside - outside.mean()) > JUMP).mean() >= LEAST_RING)


def on_ring(grey: NDArray[np.uint8], content: Box, angles: Floats, share: float) -> Floats:
    """The tones (n,) at these angles on an ellipse of `share` of the content's half sides."""
    across = content.x + content.width / 2 * (1 + share * np.cos(angles))
    down = content.y + content.height / 2 * (1 + share * np.sin(angles))
    rows = down.astype(int).clip(0, grey.shape[0] - 1)
    columns = across.astype(int).clip(0, grey.shape[1] - 1)
    return np.asarray(grey[rows, columns], np.float32)
