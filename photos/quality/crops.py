"""Which squares of a picture frame the head as asked: found exactly, by what limits them.

Every wish about framing, and the edge of the photo, limits where a square of side s may begin
by a straight line: at least a + b s, or at most. Squares that meet all wishes exist for just
those sides for which no lower limit passes an upper one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from photos.quality import framing
from photos.quality.analysis import Analysis
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.measurement import Measurement
from photos.quality.standard import Band

CLEARLY_TILTED = 3.0  # degrees; less is left as it is, every turn costs sharpness
MOST_STRAIGHTENED = 30.0  # degrees; beyond that shoulders stand on end, and the pose is the fault
SLACK = 1e-6  # px, so that rounding excludes no square that touches an edge
SAME_SLOPE = 1e-9
EVERYTHING = Band(-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Line:
    """A limit that moves with the side of the square: `start` + `slope` x side, in px."""

    start: float
    slope: float

    def at(self, side: float) -> float:
        """The limit for a square of that side."""
        return self.start + self.slope * side


@dataclass(frozen=True, slots=True)
class Room:
    """Where squares may lie along one axis: their beginning between `lows` and `highs`."""

    lows: tuple[Line, ...]
    highs: tuple[Line, ...]

    def sides(self) -> Band:
        """The sides for which there is room; low above high where there is none."""
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
        """The beginning nearest to `wish` for a square of that side."""
        low, high = max(one.at(side) for one in self.lows), min(one.at(side) for one in self.highs)
        return min(max(wish, low), max(high, low))


@dataclass(frozen=True, slots=True)
class Squares:
    """All squares that frame a head as asked. `head` is turned upright by `angle` degrees."""

    head: Head
    angle: float
    across: Room
    down: Room
    sides: Band

    def widest(self, eye_line: float) -> CropBox:
        """The largest one, with the eyes as near to `eye_line` (0-1) as it allows."""
        return self.square(self.sides.high, eye_line)

    def like(self, head_height: float, eye_line: float) -> CropBox:
        """The one nearest to a head of this height and eyes on this line, both 0-1."""
        wish = 2 * self.head.eye_to_chin / head_height
        return self.square(min(max(wish, self.sides.low), self.sides.high), eye_line)

    def square(self, side: float, eye_line: float) -> CropBox:
        """The one of this side, centred as well as it allows."""
        eyes = self.head.eye_midpoint
        x = self.across.nearest(self.head.centre_x - side / 2, side)
        y = self.down.nearest(eyes.y - eye_line * side, side)
        # The middle lies there after turning about the eyes; a crop turns about its own middle.
        middle = framing.turned(Point(x + side / 2, y + side / 2), -self.angle, eyes)
        return CropBox(middle.x - side / 2, middle.y - side / 2, side, side, self.angle)


def squares(
    analysis: Analysis, asked: Mapping[str, Band], angle: float = 0.0, least_side: float = 1.0
) -> Squares | None:
    """The squares of at least `least_side` px in which the framing measures lie in `asked`.

    Measures that are not in `asked` may have any value. With an `angle` the picture is turned
    by it and the face stands in the middle. None where there is no such square, or no head.
    """
    if analysis.head is None:
        return None
    head = analysis.head.turned(angle, analysis.head.eye_midpoint) if angle else analysis.head
    across = across_the_face(head, asked.get("face_centre_offset", EVERYTHING), angle)
    down = down_the_head(head, asked)
    if angle:
        down = joined(down, turned_inside(head, analysis.usable, angle))
    else:
        photo = analysis.usable
        across = joined(across, along(photo.x, photo.width))
        down = joined(down, along(photo.y, photo.height))
    sides = common(
        across.sides(), down.sides(), head_sides(head, asked.get("head_height", EVERYTHING))
    )
    sides = Band(max(sides.low, least_side), sides.high)
    return Squares(head, angle, across, down, sides) if sides.low <= sides.high else None


def angles_to_try(analysis: Analysis) -> tuple[float, ...]:
    """The turn that takes the head's roll out, where there is one to speak of, and none."""
    roll = analysis.measurement("head_pose_roll").value or 0.0
    return (-roll, 0.0) if CLEARLY_TILTED < abs(roll) <= MOST_STRAIGHTENED else (0.0,)


def head_sides(head: Head, height: Band) -> Band:
    """The sides of squares in which the head has this height (0-1)."""
    size = 2 * head.eye_to_chin
    low = size / height.high if height.high > 0 else math.inf
    return Band(low, size / height.low if height.low > 0 else math.inf)


def across_the_face(head: Head, offset: Band, angle: float) -> Room:
    """Where squares may begin from the left; in a turned one the face is in the middle."""
    reach = 0.0 if angle else min(max(offset.high, 0.0), 0.5)
    return Room(
        (Line(head.centre_x, -0.5 - reach),),
        (Line(head.centre_x, -0.5 + reach),),
    )


def down_the_head(head: Head, asked: Mapping[str, Band]) -> Room:
    """Where squares may begin from the top, by eyes, hair and shoulders."""
    eyes, unit = head.eye_midpoint.y, head.eye_to_chin
    eye_line = asked.get("eye_line", Band(0.0, 1.0))
    lows = [Line(eyes, -min(eye_line.high, 1.0))]
    highs = [Line(eyes, -max(eye_line.low, 0.0))]
    headroom = asked.get("headroom", EVERYTHING).low
    if head.hair_top is not None and math.isfinite(headroom):
        highs.append(Line(head.hair_top, -headroom))
    below = asked.get("body_below_chin", EVERYTHING)
    if math.isfinite(below.low):
        lows.append(Line(head.chin.y + below.low * unit, -1.0))
    if math.isfinite(below.high):
        highs.append(Line(head.chin.y + below.high * unit, -1.0))
    return Room(tuple(lows), tuple(highs))


def along(start: float, length: float) -> Room:
    """Where squares may begin to stay inside a photo that begins there."""
    return Room((Line(start, 0.0),), (Line(start + length, -1.0),))


def turned_inside(head: Head, photo: Box, angle: float) -> Room:
    """Where turned squares around the face may begin from the top with every corner inside."""
    eyes = head.eye_midpoint
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    aside = head.centre_x - eyes.x
    lows, highs = [], []
    for right in (-0.5, 0.5):
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


def lies_inside(crop: CropBox, photo: Box) -> bool:
    """Whether every corner of the turned crop shows real pixels."""
    middle = Point(crop.x + crop.width / 2, crop.y + crop.height / 2)
    corners = (
        Point(crop.x + across * crop.width, crop.y + down * crop.height)
        for across in (0, 1)
        for down in (0, 1)
    )
    near = 1e-3  # px
    places = (framing.turned(corner, -crop.angle, middle) for corner in corners)
    return all(
        photo.x - near <= place.x <= photo.x + photo.width + near
        and photo.y - near <= place.y <= photo.y + photo.height + near
        for place in places
    )


def in_crop(analysis: Analysis, crop: CropBox) -> Analysis:
    """The analysis as it would read on the cropped picture.

    Framing and roll are computed anew; light, sharpness and pixels stay, since a crop
    doesn't change them. What lies behind is measured in a proper crop beforehand.
    """
    assert analysis.head is not None  # there is no crop around nobody
    middle = Point(crop.x + crop.width / 2, crop.y + crop.height / 2)
    head = analysis.head.turned(crop.angle, middle) if crop.angle else analysis.head
    frame = Box(crop.x, crop.y, crop.width, crop.height)
    below = framing.body_below_chin(head, frame.y + frame.height)
    seen = {
        "head_height": framing.head_height(head, frame),
        "head_extent": framing.head_extent(head, frame),
        "face_width": framing.face_width(analysis.faces[0], frame),
        "eye_line": framing.eye_line(head, frame),
        "face_centre_offset": framing.centre_offset(head, frame),
        "headroom": framing.headroom(head, frame),
        "body_below_chin": below,
        "body_in_file": below,
        "head_pose_roll": (analysis.measurement("head_pose_roll").value or 0.0) + crop.angle,
    }
    return replace(
        analysis,
        measurements=tuple(
            replaced(one, seen[one.name]) if one.name in seen else one
            for one in analysis.measurements
        ),
    )


def replaced(measurement: Measurement, value: float | None) -> Measurement:
    """The measurement with another value; one that could not be assessed stays so."""
    if measurement.value is None or value is None:
        return measurement
    return measurement._replace(value=value)


def whole_head(analysis: Analysis) -> CropBox:
    """The square that shows the head as well as the picture allows, where no crop would pass."""
    head, photo = analysis.head, analysis.usable
    if head is None:
        side = min(photo.width, photo.height)
        x, y = photo.x + (photo.width - side) / 2, photo.y + (photo.height - side) / 2
        return CropBox(x, y, side, side)
    box = framing.head_box(head, photo, framing.TARGET_HEAD_HEIGHT)
    return CropBox(box.x, box.y, box.width, box.height)
