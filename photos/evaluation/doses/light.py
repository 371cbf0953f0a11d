"""Doses of light: from the side, in all, from behind, in hard shadows, in colour."""

import cv2
import numpy as np

from photos.evaluation.doses.original import Original, Pixels, lit, mixed
from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE

RAMP = 0.6  # of the face's width, over which side light falls off
BAR = 0.22  # of the face's height, a hard shadow across it
EYE_REACH = 0.85  # of the distance between the eyes, a shadow or a lens over each
LENS = (16, 16, 18)  # sRGB, dark glass
WARMTH = np.array([0.0, -0.5, -1.0], np.float32)  # stops of red, green, blue for each stop

RED_FOR_BLUE = np.array([1.0, 0.0, -1.0], np.float32)  # stops of red, green, blue for each stop


def side_light(photo: Original, stops: float) -> Pixels:
    """The picture's right darker by `stops`, over a smooth ramp across the face."""
    box = photo.marks.box
    columns = np.arange(photo.pixels.shape[1], dtype=np.float32)
    start = box.x + (1 - RAMP) / 2 * box.width
    ramp = np.clip((columns - start) / (RAMP * box.width), 0, 1)
    ramp = ramp * ramp * (3 - 2 * ramp)
    return lit(photo.pixels, np.broadcast_to(-stops * ramp, photo.pixels.shape[:2]))


def exposure(photo: Original, stops: float) -> Pixels:
    """All light times 2 ** stops; what is brighter than white is lost."""
    return lit(photo.pixels, np.full(3, stops, np.float32))


def back_light(photo: Original, stops: float) -> Pixels:
    """The person darker by `stops` before the same background."""
    return lit(photo.pixels, -stops * photo.person)


def skin_darkened(photo: Original, stops: float) -> Pixels:
    """The skin inside the face's outline darker by `stops`: another person in the same light."""
    return lit(photo.pixels, -stops * photo.face)


def hard_shadow(photo: Original, stops: float) -> Pixels:
    """A bar of shadow with a hard edge, aslant across the face, darker by `stops`."""
    box, (height, width) = photo.marks.box, photo.pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    aslant = (rows - box.y + 0.5 * (columns - box.x)) / box.height
    shadow = (abs(aslant - 0.85) < BAR).astype(np.float32) * photo.person
    return lit(photo.pixels, -stops * cv2.GaussianBlur(shadow, (0, 0), 1.0))


def dappled_light(photo: Original, stops: float) -> Pixels:
    """Spots of sun between leaves: half of the person darker by `stops`, with hard edges."""
    height, width = photo.pixels.shape[:2]
    noise = photo.random("dappled_light").normal(size=(height, width)).astype(np.float32)
    spots = cv2.GaussianBlur(noise, (0, 0), 0.08 * photo.marks.box.width)
    leaves = np.asarray(spots > np.median(spots), np.float32) * photo.person
    return lit(photo.pixels, -stops * cv2.GaussianBlur(leaves, (0, 0), 1.0))


def warm_light(photo: Original, stops: float) -> Pixels:
    """Light that lacks green by half of `stops` and blue by all of it."""
    return lit(photo.pixels, stops * WARMTH)


def white_balance(photo: Original, stops: float) -> Pixels:
    """More red by `stops` and less blue by as much; below 0 the other way round."""
    return lit(photo.pixels, stops * RED_FOR_BLUE) if stops else photo.pixels


def shaded_eyes(photo: Original, stops: float) -> Pixels:
    """Both eyes darker by `stops`, as below the brim of a hat."""
    return lit(photo.pixels, -stops * over_the_eyes(photo))


def dark_lenses(photo: Original, opacity: float) -> Pixels:
    """Dark glass over both eyes, 0 (none) to 1 (nothing is seen through it)."""
    glass = np.full_like(photo.pixels, LENS)
    return mixed(glass, photo.pixels, opacity * over_the_eyes(photo))


def over_the_eyes(photo: Original) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Where lenses would be, (h, w) 0-1."""
    lenses = np.zeros(photo.pixels.shape[:2], np.float32)
    reach = EYE_REACH / 2 * photo.marks.eye_distance
    turn = float(np.degrees(np.arctan2(*(photo.marks.right_eye - photo.marks.left_eye)[::-1])))
    for eye in (LEFT_EYE, RIGHT_EYE):
        x, y = photo.marks.points[list(eye), :2].mean(0)
        middle, axes = (round(float(x)), round(float(y))), (round(reach), round(0.8 * reach))
        cv2.ellipse(lenses, middle, axes, turn, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(lenses, (0, 0), 1.0))
