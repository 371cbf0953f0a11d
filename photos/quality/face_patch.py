"""The main face brought to one size and place, so that light is compared like with like."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import landmarks
from photos.quality.landmarks import Landmarks, warp

SIDE = 128  # px
EYE_DISTANCE = 0.42  # of the side
EYE_LINE = 0.42  # of the side, from the top
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # of linear sRGB, ITU-R BT.709
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # of coded sRGB, ITU-R BT.601
DARKEST = 1 / 512  # linear; below this 8-bit sRGB carries no stops
FEWEST_SKIN_PIXELS = 200  # below that no share of the skin means anything
GREY = 0.05  # stops; a picture whose skin has less colour than that is black and white
SKIN_ERODE, EYE_DILATE, FEATURE_DILATE = 5, 7, 5  # px of the patch


def linear_table() -> NDArray[np.float32]:
    """Linear light (256,) for the 8-bit sRGB codes, IEC 61966-2-1."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(
        np.float32
    )


LINEAR = linear_table()


def luminance_of(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The linear luminance (h, w), 0-1, of sRGB (h, w, 3)."""
    return np.asarray(cv2.transform(cv2.LUT(rgb, LINEAR), LUMINANCE[None]), np.float32)


def stops_of(rgb: NDArray[np.uint8], sigma: float = 1.0) -> NDArray[np.float32]:
    """log2 of the linear luminance (h, w) of sRGB (h, w, 3) after a Gaussian of `sigma` px."""
    smooth = cv2.GaussianBlur(luminance_of(rgb), (0, 0), sigma)
    return np.asarray(np.log2(np.maximum(smooth, DARKEST)), np.float32)


@dataclass(frozen=True)
class FacePatch:
    """`rgb` (128, 128, 3) uint8 sRGB; `points` (468, 2) float32 in its pixels."""

    rgb: NDArray[np.uint8]
    points: NDArray[np.float32]

    @cached_property
    def luminance(self) -> NDArray[np.float32]:
        """Linear luminance (128, 128), 0-1."""
        return luminance_of(self.rgb)

    def stops(self, sigma: float = 1.5) -> NDArray[np.float32]:
        """log2 of the luminance (128, 128) after a Gaussian of `sigma` px."""
        return stops_of(self.rgb, sigma)

    @property
    def shows_skin(self) -> bool:
        """Whether there is enough skin to be judged."""
        return bool(self.skin.sum() >= FEWEST_SKIN_PIXELS)

    def region(self, outline: tuple[int, ...], widen: int = 0) -> NDArray[np.bool_]:
        """Inside the polygon of these mesh points, widened by `widen` px, as (128, 128) bool."""
        area = np.zeros((SIDE, SIDE), np.uint8)
        cv2.fillPoly(area, [np.round(self.points[list(outline)]).astype(np.int32)], 1)
        if widen:
            area = np.asarray(cv2.dilate(area, np.ones((widen, widen), np.uint8)), np.uint8)
        return area > 0

    @cached_property
    def skin(self) -> NDArray[np.bool_]:
        """The face without its edge, eyes, brows and lips, (128, 128) bool."""
        face = self.region(landmarks.OVAL).astype(np.uint8)
        inner = cv2.erode(face, np.ones((SKIN_ERODE, SKIN_ERODE), np.uint8)) > 0
        for eye in (landmarks.LEFT_EYE, landmarks.RIGHT_EYE):
            inner &= ~self.region(eye, EYE_DILATE)
        for part in (landmarks.LEFT_BROW, landmarks.RIGHT_BROW, landmarks.LIPS):
            inner &= ~self.region(part, FEATURE_DILATE)
        return inner

    @cached_property
    def skin_light(self) -> NDArray[np.float32]:
        """The median (3,) of the skin's linear red, green and blue, 0-1 and never quite 0.

        Ask only where the patch shows skin.
        """
        light = np.median(LINEAR[self.rgb][self.skin], 0)
        return np.asarray(np.maximum(light, DARKEST / 4), np.float32)

    @property
    def is_grey(self) -> bool:
        """Whether the skin has no colour: a black and white picture."""
        ratios = np.log2(self.skin_light[:-1] / self.skin_light[1:])
        return bool(np.abs(ratios).max() < GREY)


def cut_face_patch(pixels: NDArray[np.uint8], marks: Landmarks) -> FacePatch:
    """Turn, scale and cut the face so that its eyes stand level in fixed places."""
    across = marks.right_eye - marks.left_eye
    length = max(float(np.hypot(*across)), 1e-3)
    cos, sin = across / length
    scale = EYE_DISTANCE * SIDE / length
    turn = scale * np.array([[cos, sin], [-sin, cos]])
    place = np.array([SIDE / 2, SIDE * EYE_LINE]) - turn @ marks.eye_midpoint
    to_patch = np.concatenate([turn, place[:, None]], 1)
    points = marks.points[:, :2] @ turn.T + place
    return FacePatch(warp(pixels, to_patch, SIDE), points.astype(np.float32))
