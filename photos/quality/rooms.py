"""Where a frame may begin along one axis, by lines in its size.

Every wish about framing, and the edge of the photo, limits where a frame of height s may begin
by a straight line: at least a + b s, or at most. Frames that meet all wishes exist for just
those heights for which no lower limit passes an upper one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from photos.quality.framing import Head
from photos.quality.geometry import Box
from photos.quality.standard import Band

SLACK = 1e-6  # px, so that rounding excludes no frame that touches an edge
SAME_SLOPE = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """A limit that moves with the height of the frame: `start` + `slope` x height, in px."""

    start: float
    slope: float

    def at(self, side: float) -> float:
        """The limit for a frame of that height."""
        return self.start + self.slope * side

    def meets(self, other: Line) -> float | None:
        """The height at which both lines say the same; None for parallel ones."""
        closing = self.slope - other.slope
        return None if abs(closing) < SAME_SLOPE else (other.start - self.start) / closing


@dataclass(frozen=True, slots=True)
class Room:
    """Where frames may lie along one axis: their beginning between `lows` and `highs`."""

    lows: tuple[Line, ...]
    highs: tuple[Line, ...]

    def sides(self) -> Band:
        """The heights for which there is room; low above high where there is none."""
        least, most = 0.0, math.inf
        for low in self.lows:
            for high in self.highs:
                gap, closing = high.start - low.start + SLACK, low.slope - high.slope
                if closing > SAME_SLOPE:
                    most = min(most, gap / closing)
                elif closing < -SAME_SLOPE:
                    least = max(least, gap / closing)
                elif gap < 0:
                    return Band(1.0, 0.0)
        return Band(least, most)

    def nearest(self, wish: float, side: float) -> float:
        """The beginning nearest to `wish` for a frame of that height."""
        low, high = max(one.at(side) for one in self.lows), min(one.at(side) for one in self.highs)
        return min(max(wish, low), max(high, low))


def along(start: float, length: float, aspect: float = 1.0) -> Room:
    """Where frames may begin to stay inside a photo that begins there.

    `aspect` is how long a frame is along this axis, in frame heights.
    """
    return Room((Line(start, 0.0),), (Line(start + length, -aspect),))


def turned_inside(head: Head, photo: Box, angle: float, aspect: float = 1.0) -> Room:
    """Where turned frames around the face may begin from the top with every corner inside.

    `aspect` is their width by their height; the face is in the middle of that width.
    """
    eyes = head.eye_midpoint
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    aside = head.centre_x - eyes.x
    lows, highs = [], []
    for right in (-0.5 * aspect, 0.5 * aspect):
        for below in (0.0, 1.0):
            # A corner (aside + right s, y + below s - eyes.y) about the eyes, turned back.
            x = Line(eyes.x + cos * aside - sin * eyes.y, cos * right + sin * below)
            y = Line(eyes.y - sin * aside - cos * eyes.y, cos * below - sin * right)
            for place, slope, start, length in (
                (x, sin, photo.x, photo.width),
                (y, cos, photo.y, photo.height),
            ):
                if abs(slope) < SAME_SLOPE:
                    continue
                first = Line((start - place.start) / slope, -place.slope / slope)
                last = Line((start + length - place.start) / slope, -place.slope / slope)
                lows.append(first if slope > 0 else last)
                highs.append(last if slope > 0 else first)
    return Room(tuple(lows), tuple(highs))


def joined(one: Room, other: Room) -> Room:
    """The room that both leave."""
    return Room((*one.lows, *other.lows), (*one.highs, *other.highs))


def common(*bands: Band) -> Band:
    """What lies in all of the bands."""
    return Band(max(one.low for one in bands), min(one.high for one in bands))
