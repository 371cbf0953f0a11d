"""Doses of framing: how large the head is, where it stands, how it is tilted and cut."""

import cv2
import numpy as np

from photos.evaluation.doses.original import Original, Pixels
from photos.quality.framing import TARGET_EYE_LINE, TARGET_HEAD_HEIGHT

BORDER = 24  # px of the photo's edge that go on beyond it, mirrored
SIDE = 720  # px of the picture made


def framed(
    photo: Original, head_height: float, offset: float = 0.0, eye_line: float = TARGET_EYE_LINE
) -> Pixels:
    """A square in which the head takes `head_height` of the side and stands `offset` of it to
    the right of the middle. Beyond the photo its edge goes on: a plain wall stays one."""
    head = photo.head
    side = photo.head_height / head_height
    left = head.centre_x - (0.5 + offset) * side
    top = head.eye_midpoint.y - eye_line * side
    return cut(photo.pixels, left, top, side)


def cut(pixels: Pixels, left: float, top: float, side: float) -> Pixels:
    """A square of the picture, brought to a fixed size; its edge goes on beyond it."""
    out = min(SIDE, max(1, round(side)))
    scale = out / side
    if scale < 0.5:
        half = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
        return cut(np.asarray(half, np.uint8), left / 2, top / 2, side / 2)
    place = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    return np.asarray(
        cv2.warpAffine(
            pixels, place, (out, out), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )


def head_size(photo: Original, share: float) -> Pixels:
    """The head takes `share` of the frame's height; 0 leaves the house's own framing."""
    return framed(photo, share or TARGET_HEAD_HEIGHT)


def head_offset(photo: Original, share: float) -> Pixels:
    """The head stands off the middle by `share` of the frame's width."""
    return framed(photo, 0.5, share)


def eye_height(photo: Original, share: float) -> Pixels:
    """The eyes are lower than on their line by `share` of the frame's height."""
    return framed(photo, 0.5, eye_line=TARGET_EYE_LINE + share)


def crown_cut(photo: Original, share: float) -> Pixels:
    """The frame cuts `share` of the head's height off its top."""
    head = photo.head
    side = photo.head_height / TARGET_HEAD_HEIGHT
    crown = head.hair_top if head.hair_top is not None else head.chin.y - photo.head_height
    top = crown + share * photo.head_height if share else crown - 0.08 * side
    return cut(photo.pixels, head.centre_x - side / 2, top, side)


def roll(photo: Original, degrees: float) -> Pixels:
    """The head tilted clockwise by `degrees`."""
    height, width = photo.pixels.shape[:2]
    middle = (photo.head.centre_x, photo.head.eye_midpoint.y)
    turn = cv2.getRotationMatrix2D(middle, -degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(
            photo.pixels,
            turn,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )
