"""Where the head sits in a frame. Geometry alone: points and boxes in, ratios and boxes out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from photos.quality.geometry import Box, Point

TARGET_EYE_LINE = 0.40  # of the frame's height, from the top; the house picture of the standard
TARGET_HEAD_HEIGHT = 0.62  # of the frame's height


@dataclass(frozen=True, slots=True)
class Head:
    """The main face's marks in px of one picture. left and right are the picture's.

    `hair_top` is the y of the top of hair or headwear, None where it isn't known.
    """

    left_eye: Point
    right_eye: Point
    chin: Point
    hair_top: float | None

    @property
    def eye_midpoint(self) -> Point:
        """Between the eyes."""
        return Point(
            (self.left_eye.x + self.right_eye.x) / 2, (self.left_eye.y + self.right_eye.y) / 2
        )

    @property
    def centre_x(self) -> float:
        """The middle of the face between eyes and chin, so that a tilt does not count."""
        return (self.eye_midpoint.x + self.chin.x) / 2

    @property
    def eye_to_chin(self) -> float:
        """T, the unit of the framing rules, in px."""
        eyes = self.eye_midpoint
        return math.hypot(self.chin.x - eyes.x, self.chin.y - eyes.y)

    @property
    def eye_distance(self) -> float:
        """Between the eyes, in px."""
        return math.hypot(self.right_eye.x - self.left_eye.x, self.right_eye.y - self.left_eye.y)

    def scaled(self, factor: float) -> Head:
        """The same head in a picture `factor` times as large."""
        return Head(
            scaled(self.left_eye, factor),
            scaled(self.right_eye, factor),
            scaled(self.chin, factor),
            None if self.hair_top is None else self.hair_top * factor,
        )

    def turned(self, angle: float, centre: Point) -> Head:
        """The head after the picture was turned by `angle` degrees clockwise about `centre`.

        The top of the hair moves with the point above the eyes.
        """
        eyes = self.eye_midpoint
        top = None
        if self.hair_top is not None:
            top = turned(Point(eyes.x, self.hair_top), angle, centre).y
        return Head(
            turned(self.left_eye, angle, centre),
            turned(self.right_eye, angle, centre),
            turned(self.chin, angle, centre),
            top,
        )


def scaled(point: Point, factor: float) -> Point:
    """`point` in a picture `factor` times as large."""
    return Point(point.x * factor, point.y * factor)


def turned(point: Point, angle: float, centre: Point) -> Point:
    """`point` turned by `angle` degrees clockwise (as seen, y down) about `centre`."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = point.x - centre.x, point.y - centre.y
    return Point(centre.x + cos * x - sin * y, centre.y + sin * x + cos * y)


def published_frame(photo: Box, head: Head | None) -> Box:
    """What a square directory would show of the photo without any decision.

    All of it where it is as wide as tall or wider; else the square of its
    width that brings the eye line nearest to its target.
    """
    if photo.height <= photo.width:
        return photo
    eye_y = head.eye_midpoint.y if head else photo.y + photo.height * TARGET_EYE_LINE
    top = eye_y - TARGET_EYE_LINE * photo.width
    return inside(Box(photo.x, top, photo.width, photo.width), photo)


def head_box(head: Head, photo: Box, head_height: float) -> Box:
    """The square in which the head takes `head_height` of the side, moved inside the photo.

    The side is cut down to the photo's shorter one where it would not fit.
    """
    side = min(2 * head.eye_to_chin / head_height, photo.width, photo.height)
    x = head.centre_x - side / 2
    y = head.eye_midpoint.y - TARGET_EYE_LINE * side
    return inside(Box(x, y, side, side), photo)


def inside(box: Box, photo: Box) -> Box:
    """The box shifted into the photo, where it fits at all."""
    x = max(min(box.x, photo.x + photo.width - box.width), photo.x)
    y = max(min(box.y, photo.y + photo.height - box.height), photo.y)
    return Box(x, y, box.width, box.height)


def head_height(head: Head, frame: Box) -> float:
    """Twice eyes-to-chin as a share of the frame's height, so that hair does not count."""
    return 2 * head.eye_to_chin / frame.height


def head_extent(head: Head, frame: Box) -> float | None:
    """The head with its hair, chin to crown, as a share of the frame's height.

    Where the frame cuts the hair, at least twice eyes-to-chin. None where the top of the head
    isn't known.
    """
    if head.hair_top is None:
        return None
    seen = (head.chin.y - max(head.hair_top, frame.y)) / frame.height
    is_cut = head.hair_top <= frame.y
    return max(seen, head_height(head, frame)) if is_cut else seen


def face_width(face: Box, frame: Box) -> float:
    """The face's width as a share of the frame's."""
    return face.width / frame.width


def eye_line(head: Head, frame: Box) -> float:
    """The eyes' distance from the frame's top as a share of its height."""
    return (head.eye_midpoint.y - frame.y) / frame.height


def centre_offset(head: Head, frame: Box) -> float:
    """How far the face is off the frame's middle, as a share of its width; right is positive."""
    return (head.centre_x - frame.x) / frame.width - 0.5


def headroom(head: Head, frame: Box) -> float | None:
    """The space above hair or headwear as a share of the frame's height; below 0 it is cut."""
    return None if head.hair_top is None else (head.hair_top - frame.y) / frame.height


def body_below_chin(head: Head, bottom: float) -> float:
    """How much is seen below the chin down to y = `bottom`, in T (eyes to chin)."""
    return (bottom - head.chin.y) / head.eye_to_chin
