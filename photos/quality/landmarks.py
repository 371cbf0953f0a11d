"""The 468 points of a face in three dimensions, and how sure the network is that it is one."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import networks
from photos.quality.detectors import Floats
from photos.quality.geometry import Box

INPUT_SIDE = 192  # px
CONTEXT = 1.5  # the network wants the detector's box widened by this factor
POINTS, PRESENCE = "conv2d_21", "conv2d_31"

# Point numbers of the mesh. left and right are the picture's.
LEFT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
RIGHT_EYE = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
LEFT_CHEEK = (123, 50, 101, 36, 205, 187, 147)
RIGHT_CHEEK = (352, 280, 330, 266, 425, 411, 376)
LEFT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
RIGHT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
# fmt: off
OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
# fmt: on
CHIN, FOREHEAD, LEFT_EDGE, RIGHT_EDGE = 152, 10, 234, 454
UPPER_LIP, LOWER_LIP = 13, 14


@dataclass(frozen=True)
class Landmarks:
    """`points` (468, 3) float32: x, y in working pixels, z in the same unit, smaller nearer;
    `presence` 0-1: the network's belief that this is a face."""

    points: NDArray[np.float32]
    presence: float

    @cached_property
    def box(self) -> Box:
        """The upright box around all points, in working pixels."""
        low, high = self.points[:, :2].min(0), self.points[:, :2].max(0)
        return Box(float(low[0]), float(low[1]), *(float(side) for side in high - low))

    @cached_property
    def left_eye(self) -> NDArray[np.float32]:
        """The middle (2,) of the eye on the picture's left."""
        return np.asarray(self.points[list(LEFT_EYE), :2].mean(0))

    @cached_property
    def right_eye(self) -> NDArray[np.float32]:
        """The middle (2,) of the eye on the picture's right."""
        return np.asarray(self.points[list(RIGHT_EYE), :2].mean(0))

    @property
    def eye_midpoint(self) -> NDArray[np.float32]:
        """The point (2,) between the eyes."""
        return np.asarray((self.left_eye + self.right_eye) / 2)

    @property
    def chin(self) -> NDArray[np.float32]:
        """The lowest point (2,) of the chin."""
        return self.points[CHIN, :2]

    @cached_property
    def eye_to_chin(self) -> float:
        """T: from the eye midpoint to the chin, in working pixels; half a head height."""
        return float(np.hypot(*(self.chin - self.eye_midpoint)))

    @cached_property
    def eye_distance(self) -> float:
        """Between the middles of the eyes, in working pixels."""
        return float(np.hypot(*(self.right_eye - self.left_eye)))


def yaw(points: NDArray[np.float32]) -> float:
    """How far the face of these points (468, 3) is turned, in degrees, -90 to 90, to the
    picture's right positive: from the depth of the two edges of the face."""
    across = points[RIGHT_EDGE] - points[LEFT_EDGE]
    return float(np.degrees(np.arctan2(across[2], np.hypot(across[0], across[1]))))


def fit_landmarks(pixels: NDArray[np.uint8], box: Floats, eyes: Floats) -> Landmarks:
    """Fit the mesh to the face in `box` (x, y, width, height), levelled by its `eyes` (2, 2)."""
    across = eyes[1] - eyes[0]
    angle = np.arctan2(across[1], across[0])
    scale = INPUT_SIDE / (float(max(box[2:])) * CONTEXT)
    turn = scale * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shift = INPUT_SIDE / 2 - turn @ (box[:2] + box[2:] / 2)
    to_input = np.concatenate([turn, shift[:, None]], 1)
    face = warp(pixels, to_input, INPUT_SIDE)
    points, presence = networks.run(
        "face_landmark", face * np.float32(1 / 255), (POINTS, PRESENCE)
    )
    mesh = points.reshape(468, 3)
    back = cv2.invertAffineTransform(to_input)
    flat = mesh[:, :2] @ back[:, :2].T + back[:, 2]
    placed = np.concatenate([flat, mesh[:, 2:] / scale], 1).astype(np.float32)
    return Landmarks(placed, float(networks.sigmoid(presence.ravel())[0]))


def warp(pixels: NDArray[np.uint8], to_patch: NDArray[np.float64], side: int) -> NDArray[np.uint8]:
    """The (side, side, 3) patch that the 2x3 similarity `to_patch` cuts from `pixels`.

    A picture that is shrunk by more than two is averaged first: cv2.warpAffine
    samples, and sampled skin sparkles.
    """
    shrink = float(np.hypot(*to_patch[:, 0]))
    if shrink < 0.5:
        half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        twice = to_patch * np.array([[2.0, 2.0, 1.0]])
        return warp(np.asarray(half, np.uint8), twice, side)
    patch = cv2.warpAffine(
        pixels,
        to_patch,
        (side, side),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(patch, np.uint8)
