"""How large a head with its hair can be inside the circle that is drawn into a square."""

from __future__ import annotations

import math
from collections.abc import Iterator

from photos.quality.framing import Head
from photos.quality.geometry import Point

RADIUS = 0.5  # of the square's side
EARS = 0.88  # from the middle of the face, in eyes-to-chin lengths; 95 of 100 demo heads have less
CROWN = 1.14  # above the eyes, in the same unit and by the same heads, where no hair top is known
STEPS = (0, 30, 60, 90)  # degrees, from the top of the hair round to the ears


def most_in_circle(head: Head, eye_line: float) -> float:
    """The largest head height (0-1) at which every mark of an upright head lies in the circle.

    With the eyes on `eye_line` (0-1) and the face in the middle. The hair is taken as half an
    ellipse from ear to ear.
    """
    return min(2 * most_eye_to_chin(mark, eye_line - 0.5) for mark in marks(head))


def marks(head: Head) -> Iterator[Point]:
    """The chin and the outline of one half of the hair, in T from between the eyes."""
    top = CROWN
    if head.hair_top is not None:
        top = max(CROWN, (head.eye_midpoint.y - head.hair_top) / head.eye_to_chin)
    yield Point(0.0, 1.0)
    for step in STEPS:
        yield Point(EARS * math.sin(math.radians(step)), -top * math.cos(math.radians(step)))


def most_eye_to_chin(mark: Point, below: float) -> float:
    """T in square sides at which the mark touches the circle; the eyes lie `below` its middle."""
    square, half = mark.x**2 + mark.y**2, mark.y * below
    return (math.sqrt(half**2 + square * (RADIUS**2 - below**2)) - half) / square
