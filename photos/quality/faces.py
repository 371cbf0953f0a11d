"""Where the faces are: two small detectors always, tiles and a second opinion for hard cases."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photos.quality.detectors import FULL_RANGE, SHORT_RANGE, Detection, run_detector
from photos.quality.geometry import Box
from photos.quality.landmarks import Landmarks, fit_landmarks
from photos.quality.second_opinion import hog_faces

PRESENCE_FLOOR = 0.5  # FaceMesh's flag: statues read .30, false boxes .03, real faces > .99
PRESENCE_SURE = 0.9  # below this the ladder is climbed even though something was found
PRESENCE_BEYOND_DOUBT = 0.999  # real faces read above .9998; below this the mesh is fitted again
# Measured: a face that takes less than this of the long edge is boxed by the detectors so roughly
# that its mesh came out up to 25 % too long; fitted again in its own box it settles within 1 %.
SMALL_FACE = 0.2
SETTLED = 0.01  # of eyes-to-chin, between one fit and the next
MORE_FITS = 3  # at most; 8 ms each
SAME_FACE = 0.5  # centres nearer than this share of the wider box are one face
HOG_EYES, HOG_EYE_LINE = (0.3, 0.7), 0.35  # where dlib's boxes have the eyes, in shares
TILES = 3  # a side; each overlaps its neighbours by half
HOG_EDGE = 640  # px, the long edge on which the second opinion is asked


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
    The mesh of the largest is settled where that is a small one.
    """
    faces = confirm(pixels, detect(pixels))
    if not is_sure(faces):
        faces = merged(faces + confirm(pixels, detect_in_tiles(pixels)))
    if not is_sure(faces):
        boxes = hog_faces(pixels, HOG_EDGE)
        faces = merged(faces + confirm(pixels, [from_hog(box) for box in boxes]))
    largest_first = sorted(faces, key=lambda face: -face.area)
    return tuple(settled(pixels, face) for face in largest_first[:1]) + tuple(largest_first[1:])


def is_sure(faces: list[Face]) -> bool:
    """Whether at least one face is beyond doubt."""
    return any(face.landmarks.presence >= PRESENCE_SURE for face in faces)


def detect(pixels: NDArray[np.uint8]) -> list[Detection]:
    """What both detectors see on the whole picture, each face once."""
    found = run_detector(SHORT_RANGE, pixels) + run_detector(FULL_RANGE, pixels)
    kept: list[Detection] = []
    for detection in sorted(found, key=lambda one: -one.box[2]):
        if not any(is_near(Box(*detection.box), Box(*other.box)) for other in kept):
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
        Face(fit_twice(pixels, one), one.score)
        for one in detections
        if one.box[2] >= 1 and one.box[3] >= 1
    ]
    return merged([face for face in fitted if face.landmarks.presence >= PRESENCE_FLOOR])


def fit_twice(pixels: NDArray[np.uint8], seen: Detection) -> Landmarks:
    """The mesh in a detector's box; where the network doubts it, again in the mesh's own box.

    A box that sits badly on a small face gives a mesh that sits badly; the surer one stays.
    """
    first = fit_landmarks(pixels, seen.box, seen.eyes)
    if not PRESENCE_FLOOR <= first.presence < PRESENCE_BEYOND_DOUBT:
        return first
    return max(first, fit_again(pixels, first), key=lambda one: one.presence)


def fit_again(pixels: NDArray[np.uint8], mesh: Landmarks) -> Landmarks:
    """The mesh fitted in its own box, levelled by its own eyes."""
    box = np.array([mesh.box.x, mesh.box.y, mesh.box.width, mesh.box.height])
    return fit_landmarks(pixels, box, np.stack([mesh.left_eye, mesh.right_eye]))


def settled(pixels: NDArray[np.uint8], face: Face) -> Face:
    """The face with its mesh fitted until it stays where it is, if the face is small and sure."""
    mesh = face.landmarks
    if face.width >= SMALL_FACE * max(pixels.shape[:2]) or mesh.presence < PRESENCE_SURE:
        return face
    for _ in range(MORE_FITS):
        before, again = mesh.eye_to_chin, fit_again(pixels, mesh)
        if again.presence < PRESENCE_SURE:
            break
        mesh = again
        if abs(mesh.eye_to_chin / before - 1) < SETTLED:
            break
    return replace(face, landmarks=mesh)


def merged(faces: list[Face]) -> list[Face]:
    """One face for each place; the one with the surest landmarks stays."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda one: -one.landmarks.presence):
        if not any(is_near(face.landmarks.box, other.landmarks.box) for other in kept):
            kept.append(face)
    return kept


def is_near(one: Box, other: Box) -> bool:
    """Whether two boxes hold the same face: their centres are nearer than half the wider one."""
    across = one.x + one.width / 2 - (other.x + other.width / 2)
    down = one.y + one.height / 2 - (other.y + other.height / 2)
    return math.hypot(across, down) <= SAME_FACE * max(one.width, other.width)


def from_hog(box: Box) -> Detection:
    """A HOG box with the eyes where such boxes have them."""
    eye_y = box.y + HOG_EYE_LINE * box.height
    eyes = [[box.x + share * box.width, eye_y] for share in HOG_EYES]
    sides = [box.x, box.y, box.width, box.height]
    return Detection(1.0, np.array(sides), np.array(eyes))
