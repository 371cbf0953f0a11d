"""BlazeFace: two networks that box faces, and the reading of what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import networks

SCORE_FLOOR = 0.5  # a detector's own probability
OVERLAP = 0.3  # intersection over union above which two boxes of one detector are one face

type Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Detector:
    """A BlazeFace network: square input in px, anchors as (stride, anchors a cell)."""

    name: str
    side: int
    layers: tuple[tuple[int, int], ...]
    outputs: tuple[str, str]


SHORT_RANGE = Detector(
    "face_detection_short_range", 128, ((8, 2), (16, 6)), ("regressors", "classificators")
)
FULL_RANGE = Detector(
    "face_detection_full_range",
    192,
    ((4, 1),),
    ("reshaped_regressor_face_4", "reshaped_classifier_face_4"),
)


@dataclass(frozen=True, slots=True)
class Detection:
    """A box (x, y, width, height) and the two eyes (2, 2), in pixels of the picture looked at."""

    score: float
    box: Floats
    eyes: Floats

    def moved(self, x: float, y: float) -> Detection:
        """The same face seen from a picture in which this one's corner lies at (x, y)."""
        return Detection(
            self.score, self.box + np.array([x, y, 0, 0]), self.eyes + np.array([x, y])
        )


def run_detector(detector: Detector, pixels: NDArray[np.uint8]) -> list[Detection]:
    """The faces one network sees, in pixels of `pixels`."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    square, left, top = letterbox(pixels, detector.side)
    regressed, logits = networks.run(detector.name, square, detector.outputs)
    scores = networks.sigmoid(logits.reshape(-1))
    seen = np.flatnonzero(scores > SCORE_FLOOR)
    if not len(seen):
        return []
    offsets = regressed.reshape(-1, 16)[seen] / detector.side
    anchors = anchor_centres(detector)[seen]
    boxes = np.concatenate([offsets[:, :2] + anchors - offsets[:, 2:4] / 2, offsets[:, 2:4]], 1)
    eyes = offsets[:, 4:8].reshape(-1, 2, 2) + anchors[:, None]
    corner = left * longest / detector.side, top * longest / detector.side
    return [
        Detection(score, box * longest, pair * longest).moved(-corner[0], -corner[1])
        for score, box, pair in suppress(scores[seen], boxes, eyes)
    ]


def letterbox(pixels: NDArray[np.uint8], side: int) -> tuple[NDArray[np.float32], int, int]:
    """The picture fitted into a black square, scaled to -1..1, with its left and top margins."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    square = np.full((side, side, 3), -1, np.float32)
    square[top : top + size[1], left : left + size[0]] = small / np.float32(127.5) - 1
    return square, left, top


@lru_cache
def anchor_centres(detector: Detector) -> Floats:
    """Centres (n, 2) of the detector's anchors as shares of the input side."""
    centres = []
    for stride, each in detector.layers:
        cells = detector.side // stride
        rows, columns = np.mgrid[0:cells, 0:cells]
        grid = np.stack([(columns + 0.5) / cells, (rows + 0.5) / cells], -1).reshape(-1, 2)
        centres.append(np.repeat(grid, each, 0))
    return np.concatenate(centres).astype(np.float32)


def suppress(scores: Floats, boxes: Floats, eyes: Floats) -> list[tuple[float, Floats, Floats]]:
    """Overlapping boxes averaged by their scores, as BlazeFace was trained to be read."""
    order = list(np.argsort(-scores))
    kept: list[tuple[float, Floats, Floats]] = []
    while order:
        overlap = intersection_over_union(boxes[order[0]], boxes[order])
        group = [one for one, share in zip(order, overlap, strict=True) if share > OVERLAP]
        group = group or [order[0]]
        weights = scores[group] / scores[group].sum()
        box = (boxes[group] * weights[:, None]).sum(0)
        pair = (eyes[group] * weights[:, None, None]).sum(0)
        kept.append((float(scores[order[0]]), box, pair))
        order = [one for one in order if one not in group]
    return kept


def intersection_over_union(box: Floats, others: Floats) -> Floats:
    """How far `box` (4,) and each of `others` (n, 4), are the same face, 0-1."""
    left = np.maximum(others[:, :2], box[:2])
    right = np.minimum(others[:, :2] + others[:, 2:], box[:2] + box[2:])
    shared = np.clip(right - left, 0, None).prod(1)
    union = others[:, 2:].prod(1) + box[2:].prod() - shared
    return np.asarray(shared / np.maximum(union, 1e-9), np.float32)
