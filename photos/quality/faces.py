"""Where the faces are: two small detectors always, tiles and a second opinion for hard cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import networks
from photos.quality.landmarks import Landmarks, fit_landmarks
from photos.quality.second_opinion import hog_faces

SCORE_FLOOR = 0.5  # a detector's own probability
OVERLAP = 0.3  # intersection over union above which two boxes of one detector are one face
PRESENCE_FLOOR = 0.5  # FaceMesh's flag: statues read .30, false boxes .03, real faces > .99
PRESENCE_SURE = 0.9  # below this the ladder is climbed even though something was found
SAME_FACE = 0.5  # centres nearer than this share of the wider box are one face
TILES = 3  # a side; each overlaps its neighbours by half
HOG_EDGE = 640  # px, the long edge on which the second opinion is asked


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
    box: NDArray[np.float32]
    eyes: NDArray[np.float32]

    def moved(self, x: float, y: float) -> Detection:
        """The same face seen from a picture in which this one's corner lies at (x, y)."""
        shift = np.float32([x, y])
        box = self.box.copy()
        box[:2] += shift
        return Detection(self.score, box, self.eyes + shift)


@dataclass(frozen=True, slots=True)
class Face:
    """A face that the landmark network confirmed, in working pixels."""

    landmarks: Landmarks
    score: float

    @property
    def width(self) -> float:
        """Of the box around all landmarks, in working pixels."""
        return self.landmarks.box.width

    @property
    def area(self) -> float:
        """Of the box around all landmarks, in square working pixels."""
        return self.landmarks.box.width * self.landmarks.box.height


def find_faces(pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
    """All faces of an (h, w, 3) sRGB picture, largest first.

    Both detectors always look. Where they find nothing, or the landmark network
    doubts what they found, overlapping tiles are searched, then dlib's HOG is asked.
    """
    faces = confirm(pixels, detect(pixels))
    if not is_sure(faces):
        faces = merged(faces + confirm(pixels, detect_in_tiles(pixels)))
    if not is_sure(faces):
        boxes = hog_faces(pixels, HOG_EDGE)
        faces = merged(faces + confirm(pixels, [from_hog(box) for box in boxes]))
    return tuple(sorted(faces, key=lambda face: -face.area))


def is_sure(faces: list[Face]) -> bool:
    """Whether at least one face is beyond doubt."""
    return any(face.landmarks.presence >= PRESENCE_SURE for face in faces)


def detect(pixels: NDArray[np.uint8]) -> list[Detection]:
    """What both detectors see on the whole picture, each face once."""
    found = run_detector(SHORT_RANGE, pixels) + run_detector(FULL_RANGE, pixels)
    kept: list[Detection] = []
    for detection in sorted(found, key=lambda one: -one.box[2]):
        centre = detection.box[:2] + detection.box[2:] / 2
        if not any(is_near(centre, detection.box[2], other.box) for other in kept):
            kept.append(detection)
    return kept


def detect_in_tiles(pixels: NDArray[np.uint8]) -> list[Detection]:
    """What the short-range detector sees in overlapping tiles, each half the picture wide."""
    height, width = pixels.shape[:2]
    found: list[Detection] = []
    for row in range(TILES):
        for column in range(TILES):
            x, y = column * width // (TILES + 1), row * height // (TILES + 1)
            tile = pixels[y : y + height // 2, x : x + width // 2]
            found += [one.moved(x, y) for one in run_detector(SHORT_RANGE, tile)]
    return found


def confirm(pixels: NDArray[np.uint8], detections: list[Detection]) -> list[Face]:
    """Those detections on which the landmark network sees a face, each face once."""
    fitted = [
        Face(fit_landmarks(pixels, one.box, one.eyes), one.score)
        for one in detections
        if one.box[2] >= 1 and one.box[3] >= 1
    ]
    return merged([face for face in fitted if face.landmarks.presence >= PRESENCE_FLOOR])


def merged(faces: list[Face]) -> list[Face]:
    """One face for each place; the one with the surest landmarks stays."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda one: -one.landmarks.presence):
        centre = np.float32([face.landmarks.box.x, face.landmarks.box.y]) + np.float32(
            [face.landmarks.box.width / 2, face.landmarks.box.height / 2]
        )
        boxes = [other.landmarks.box for other in kept]
        if not any(
            is_near(centre, face.width, np.float32([box.x, box.y, box.width, box.height]))
            for box in boxes
        ):
            kept.append(face)
    return kept


def is_near(centre: NDArray[np.float32], width: float, other: NDArray[np.float32]) -> bool:
    """Whether a face at `centre` and the one in the box `other` are the same."""
    distance = np.hypot(*(centre - (other[:2] + other[2:] / 2)))
    return bool(distance <= SAME_FACE * max(width, other[2]))


def from_hog(box: tuple[float, float, float, float]) -> Detection:
    """A HOG box (x, y, width, height) with the eyes where such boxes have them."""
    x, y, width, height = box
    eyes = np.float32([[x + 0.3 * width, y + 0.35 * height], [x + 0.7 * width, y + 0.35 * height]])
    return Detection(1.0, np.float32([x, y, width, height]), eyes)


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
    # Both networks give offsets in 1/128 of the input side; the full-range one in its own pixels.
    offsets = regressed.reshape(-1, 16)[seen] / detector.side
    anchors = anchor_centres(detector)[seen]
    boxes = np.concatenate([offsets[:, :2] + anchors - offsets[:, 2:4] / 2, offsets[:, 2:4]], 1)
    eyes = offsets[:, 4:8].reshape(-1, 2, 2) + anchors[:, None]
    corner = np.float32([left, top]) * longest / detector.side
    return [
        Detection(score, box * longest - np.float32([*corner, 0, 0]), pair * longest - corner)
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
def anchor_centres(detector: Detector) -> NDArray[np.float32]:
    """Centres (n, 2) of the detector's anchors as shares of the input side."""
    centres = []
    for stride, each in detector.layers:
        cells = detector.side // stride
        rows, columns = np.mgrid[0:cells, 0:cells]
        grid = np.stack([(columns + 0.5) / cells, (rows + 0.5) / cells], -1).reshape(-1, 2)
        centres.append(np.repeat(grid, each, 0))
    return np.concatenate(centres).astype(np.float32)


def suppress(
    scores: NDArray[np.float32], boxes: NDArray[np.float32], eyes: NDArray[np.float32]
) -> list[tuple[float, NDArray[np.float32], NDArray[np.float32]]]:
    """Overlapping boxes averaged by their scores, as BlazeFace was trained to be read."""
    order = list(np.argsort(-scores))
    kept = []
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


def intersection_over_union(
    box: NDArray[np.float32], others: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How far `box` (4,) and each of `others` (n, 4), as x, y, width, height, are the same: 0-1."""
    left = np.maximum(others[:, :2], box[:2])
    right = np.minimum(others[:, :2] + others[:, 2:], box[:2] + box[2:])
    shared = np.clip(right - left, 0, None).prod(1)
    union = others[:, 2:].prod(1) + box[2:].prod() - shared
    return np.asarray(shared / np.maximum(union, 1e-9), np.float32)
