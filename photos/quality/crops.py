"""Which squares of a picture frame the head as asked: found exactly, by the rooms they have."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from photos.quality import framing
from photos.quality.analysis import Analysis
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.measurement import Measurement
from photos.quality.rooms import Line, Room, along, common, joined, turned_inside
from photos.quality.standard import Band

CLEARLY_TILTED = 3.0  # degrees; less is left as it is, every turn costs sharpness
MOST_STRAIGHTENED = 30.0  # degrees; beyond that shoulders stand on end, and the pose is the fault
EVERYTHING = Band(-math.inf, math.inf)


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
        return turned_back(Box(x, y, side, side), self.angle, eyes)


def turned_back(frame: Box, angle: float, eyes: Point) -> CropBox:
    """The crop of a frame that lies there after the picture was turned about the eyes.

    A crop turns about its own middle.
    """
    middle = Point(frame.x + frame.width / 2, frame.y + frame.height / 2)
    middle = framing.turned(middle, -angle, eyes)
    x, y = middle.x - frame.width / 2, middle.y - frame.height / 2
    return CropBox(x, y, frame.width, frame.height, angle)


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
