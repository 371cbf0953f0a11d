"""Whether two photos of one person show the same face: biometric, so only ever by consent.

face_recognition's network describes a face in 128 numbers; two descriptions of one face lie
near each other (Euclidean distance). Its own landmarks are not used: the five points that it
aligns a face by are taken from our mesh, which also finds faces that dlib's finder misses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photos.quality.faces import PRESENCE_SURE, find_faces
from photos.quality.landmarks import Landmarks
from photos.quality.picture import Picture
from photos.quality.second_opinion import face_recognition

type Encoding = NDArray[np.float32]

VERSION = "dlib-resnet-1/mesh-5"  # descriptions of another version cannot be compared
LENGTH = 128
# Outer and inner corner of the picture's right eye, of its left eye, the base of the nose: the
# order of dlib's five landmarks, as points of the mesh.
FIVE_POINTS = (263, 362, 33, 133, 2)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Up to this distance two faces count as one person's, and where the number is from."""

    distance: float
    source: str


SAME_PERSON = Threshold(
    0.40,
    "Links none of 16,650 pairs of strangers on public staff photos, of any skin tone; the "
    "library's own 0.60 links 120, one in six pairs with dark skin. See docs/same-person.md.",
)


def encode(picture: Picture) -> Encoding | None:
    """The description (128,) of the largest face; None where there is no sure one."""
    faces = find_faces(picture.pixels)
    if not faces or faces[0].landmarks.presence < PRESENCE_SURE:
        return None
    return _describe(picture.pixels, faces[0].landmarks)


def distance(one: Encoding, other: Encoding) -> float:
    """How far two faces are apart, 0 and up; strangers' mostly .6 to .9."""
    return float(np.linalg.norm(one - other))


def is_same_person(one: Encoding, other: Encoding) -> bool:
    """Whether two descriptions count as one person's."""
    return distance(one, other) <= SAME_PERSON.distance


def _describe(pixels: NDArray[np.uint8], mesh: Landmarks) -> Encoding:
    library = face_recognition().api
    box = mesh.box
    corners = (box.x, box.y, box.x + box.width, box.y + box.height)
    points = [
        library.dlib.point(round(float(x)), round(float(y)))
        for x, y in mesh.points[list(FIVE_POINTS), :2]
    ]
    face = library.dlib.full_object_detection(
        library.dlib.rectangle(*(round(corner) for corner in corners)), points
    )
    described = library.face_encoder.compute_face_descriptor(np.ascontiguousarray(pixels), face, 1)
    return np.asarray(described, np.float32)
