"""Both eyes brought to one size and level: what is seen inside their outlines."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality.face_patch import LUMA
from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE, Landmarks, warp, yaw

SIDE, HALF_WIDTH = 96, 32.0  # px of an eye's patch, and of it from the middle to a corner
SMOOTH = 2.0  # px, against lashes and sparkles
FEWEST_PIXELS = 60  # inside the outline
LEAST_WIDTH = 9  # px in the picture from corner to corner; below that an iris is a smudge
DARK, BRIGHT = 5, 95  # percentiles inside the outline
IRIS_BELOW = 0.45  # of the way from dark to bright
STEEPNESS = 4  # how sharply the corners, which lie in shadow, are left out
# Half eye widths by which an iris moves for each degree that the head turns while the eyes
# stay on the camera, and where it rests in a level head: fitted to 153 frontal staff photos.
IRIS_PER_DEGREE, AT_REST = 0.008, -0.007


@dataclass(frozen=True)
class Eye:
    """One eye turned level: `grey` (96, 96) float32, 0-255, `inside` (96, 96) bool."""

    grey: NDArray[np.float32]
    inside: NDArray[np.bool_]

    @property
    def iris_offset(self) -> float:
        """How far the dark of the eye lies from its middle, in half eye widths; -1 is the left
        corner, 1 the right one."""
        rows, columns = np.nonzero(self.inside)
        tones = self.grey[rows, columns]
        dark, bright = np.percentile(tones, [DARK, BRIGHT])
        darkness = (dark + IRIS_BELOW * (bright - dark) - tones).clip(0)
        across = (columns - SIDE / 2) / HALF_WIDTH
        weights = darkness * (1 - across**STEEPNESS).clip(0)
        total = float(weights.sum())
        return float((weights * across).sum()) / total if total else 0.0


def cut_eye(pixels: NDArray[np.uint8], marks: Landmarks, outline: tuple[int, ...]) -> Eye | None:
    """The eye with this outline of mesh points, the corners first and in the middle; None where
    the picture (h, w, 3) shows it too small."""
    points = marks.points[list(outline), :2]
    left, right = sorted((points[0], points[len(outline) // 2]), key=lambda one: float(one[0]))
    width = float(np.hypot(*(right - left)))
    if width < LEAST_WIDTH:
        return None
    cos, sin = (right - left) / width
    turn = 2 * HALF_WIDTH / width * np.array([[cos, sin], [-sin, cos]])
    place = SIDE / 2 - turn @ ((left + right) / 2)
    patch = warp(pixels, np.concatenate([turn, place[:, None]], 1), SIDE)
    inside = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(inside, [np.round(points @ turn.T + place).astype(np.int32)], 1)
    if inside.sum() < FEWEST_PIXELS:
        return None
    grey = cv2.GaussianBlur((patch @ LUMA).astype(np.float32), (0, 0), SMOOTH)
    return Eye(np.asarray(grey, np.float32), inside > 0)


def line_of_sight(pixels: NDArray[np.uint8], marks: Landmarks) -> float | None:
    """The angle in degrees between the camera and where both eyes look, to the picture's right
    positive; None where the eyes are too small.

    From the head's yaw and where the irises stand in their eyes. The eye that looks away less
    counts, and none where the two point to different sides: a squint says nothing.
    """
    eyes = [cut_eye(pixels, marks, one) for one in (LEFT_EYE, RIGHT_EYE)]
    offsets = [one.iris_offset for one in eyes if one]
    if len(offsets) < len(eyes):
        return None
    angles = [yaw(marks.points) + (one - AT_REST) / IRIS_PER_DEGREE for one in offsets]
    return 0.0 if min(angles) < 0 < max(angles) else min(angles, key=abs)
