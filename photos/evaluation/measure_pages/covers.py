"""Changes that a fair measure does not follow, and covers: glasses, a beard, a scarf, a board."""

import cv2
import numpy as np

from photos.evaluation.doses.original import Original, Pixels, mixed
from photos.quality.landmarks import LEFT_EYE, LIPS, RIGHT_EYE

FRAME = (34, 30, 30)  # sRGB, dark metal
RIM = 0.43  # of the distance between the eyes, half a lens's width
HAIR = (52, 40, 34)  # sRGB, dark brown
GROWN, TRIMMED = 0.027, 0.01  # of the face's width, over which a beard ends
DENSE = 0.85  # of the skin that a beard hides
STRANDS = 9.0  # codes, how uneven a beard is
BEARD_FROM = 0.3  # of the way from the nose's foot up to the eyes where whiskers begin
CLOTH = (96, 116, 140)  # sRGB, grey blue
BOARD = (150, 150, 150)  # sRGB
NOSE_FOOT = 2  # mesh point
SOFT = 1.5  # px


def with_glasses(photo: Original) -> Pixels:
    """Thin dark frames around both eyes."""
    picture = photo.pixels.copy()
    half = RIM * photo.marks.eye_distance
    thick = max(2, round(0.05 * photo.marks.eye_distance))
    middles = [photo.marks.points[list(eye), :2].mean(0) for eye in (LEFT_EYE, RIGHT_EYE)]
    for x, y in middles:
        axes = (round(half), round(0.75 * half))
        cv2.ellipse(picture, (round(x), round(y)), axes, 0, 0, 360, FRAME, thick, cv2.LINE_AA)
    (left, row), (right, other) = middles
    ends = (round(left + half), round(row)), (round(right - half), round(other))
    cv2.line(picture, *ends, FRAME, thick, cv2.LINE_AA)
    return picture


def with_beard(photo: Original) -> Pixels:
    """A full dark beard below the nose, the lips left free, thinning out over the cheeks."""
    return bearded(photo, GROWN * photo.marks.box.width)


def with_trimmed_beard(photo: Original) -> Pixels:
    """The same with edges as sharp as a razor leaves them."""
    return bearded(photo, TRIMMED * photo.marks.box.width)


def bearded(photo: Original, edge: float) -> Pixels:
    """A full dark beard that ends within `edge` px (the sigma of its outline's blur)."""
    rows = np.indices(photo.face.shape, np.float32)[0]
    foot, eyes = photo.marks.points[NOSE_FOOT, 1], photo.marks.eye_midpoint[1]
    lips = np.zeros(photo.face.shape, np.float32)
    cv2.fillPoly(lips, [np.round(photo.marks.points[list(LIPS), :2]).astype(np.int32)], 1)
    middle, half = photo.marks.eye_midpoint[0], 0.36 * photo.marks.box.width
    aside = abs(np.indices(photo.face.shape, np.float32)[1] - middle) / half
    start = foot - BEARD_FROM * (foot - eyes) * np.clip(aside - 0.6, 0, 1) / 0.4
    grown = (rows > start) * photo.face * (1 - lips)
    strands = photo.random("beard").normal(0, STRANDS, photo.face.shape)[..., None]
    hair = np.clip(np.array(HAIR) + strands, 0, 255).astype(np.uint8)
    share = DENSE * cv2.GaussianBlur(grown.astype(np.float32), (0, 0), edge)
    return mixed(hair, photo.pixels, np.asarray(share, np.float32))


def with_scarf(photo: Original) -> Pixels:
    """A cloth of one tone over hair, ears and neck, down to a head's half below the chin."""
    rows = np.indices(photo.face.shape, np.float32)[0]
    end = photo.marks.chin[1] + 0.5 * photo.marks.eye_to_chin
    covered = photo.person * (1 - photo.face) * (rows < end)
    cloth = np.full_like(photo.pixels, CLOTH)
    return mixed(cloth, photo.pixels, np.asarray(cv2.GaussianBlur(covered, (0, 0), SOFT)))


def covered_face(photo: Original, share: float) -> Pixels:
    """A grey board before the lower `share` of the face."""
    picture = photo.pixels.copy()
    box = photo.marks.box
    top = round(box.y + (1 - share) * box.height)
    if share:
        reach = round(0.15 * box.width)
        columns = slice(max(round(box.x) - reach, 0), round(box.x + box.width) + reach)
        picture[top : round(box.y + 1.1 * box.height), columns] = BOARD
    return picture


def grey_wall(photo: Original, code: float) -> Pixels:
    """A plain wall of one sRGB grey behind the person."""
    return mixed(photo.pixels, np.full_like(photo.pixels, round(code)), photo.person)
