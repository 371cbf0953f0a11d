"""The frames that a photo has room for around its head, and how far each is off a target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

from photos.quality.analysis import Analysis
from photos.quality.circle import most_in_circle
from photos.quality.crops import turned_back
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox
from photos.quality.rooms import SLACK, Line, Room, along, common, turned_inside
from photos.quality.standard import Band
from photos.quality.uses import Tolerances, Use, load_tolerances


@dataclass(frozen=True)
class Frames:
    """All frames of the use's shape inside the photo, around a head turned upright by `angle`.

    `head_height` and `eye_line` are the target; `left` degrees of tilt remain. Frames are at
    least `least_height` px high.
    """

    head: Head
    angle: float
    left: float
    least_height: float
    aspect: float
    head_height: float
    eye_line: float
    across: Room
    down: Room
    tolerances: Tolerances

    @cached_property
    def heights(self) -> Band:
        """Those that fit into the photo, in px; low above high where none does."""
        asked = Band(self.least_height, math.inf)
        return common(self.across.sides(), self.down.sides(), asked)

    @cached_property
    def wish(self) -> float:
        """The height at which the head has its target, in px."""
        return 2 * self.head.eye_to_chin / self.head_height

    @cached_property
    def centred(self) -> Line:
        """Where frames begin from the left with the face in the middle."""
        return Line(self.head.centre_x, -0.5 * self.aspect)

    @cached_property
    def level(self) -> Line:
        """Where frames begin from the top with the eyes on their line."""
        return Line(self.head.eye_midpoint.y, -self.eye_line)

    def best_height(self) -> float | None:
        """The height that costs least; None where no frame fits.

        Each part of the cost is piecewise linear in 1 / height, so that the least lies where two
        lines meet, at the target or at an end.
        """
        left = self.left / self.tolerances.roll
        if self.wish in self.heights and self.cost(self.wish) - left < SLACK:
            return self.wish
        inside = (one for one in (self.wish, *self.meetings()) if one in self.heights and one > 0)
        return min(inside, key=self.cost, default=None)

    def meetings(self) -> Iterator[float]:
        """The heights at which the cost may change its slope, and the ends."""
        yield from (self.heights.low, self.heights.high)
        for wish, room in ((self.centred, self.across), (self.level, self.down)):
            pairs = (
                *product((wish,), (*room.lows, *room.highs)),
                *combinations(room.lows, 2),
                *combinations(room.highs, 2),
            )
            yield from (one for pair in pairs if (one := pair[0].meets(pair[1])) is not None)

    def frame(self, height: float) -> Box:
        """The frame of this height, as near to the target as it can lie."""
        x = self.across.nearest(self.centred.at(height), height)
        y = self.down.nearest(self.level.at(height), height)
        return Box(x, y, self.aspect * height, height)

    def cost(self, height: float) -> float:
        """How far the frame of this height is off the target, in faults."""
        x_off = self.across.nearest(self.centred.at(height), height) - self.centred.at(height)
        y_off = self.down.nearest(self.level.at(height), height) - self.level.at(height)
        fault = self.tolerances
        return (
            abs(self.wish / height - 1) / fault.head_height
            + abs(y_off) / height / fault.eye_line
            + abs(x_off) / (self.aspect * height) / fault.centre_offset
            + self.left / fault.roll
        )

    def crop(self, height: float) -> CropBox:
        """The frame of this height in the photo that is not turned."""
        return turned_back(self.frame(height), self.angle, self.head.eye_midpoint)


def ways_to_turn(
    analysis: Analysis, head: Head, use: Use, least_height: float = 0.0
) -> Iterator[Frames]:
    """The frames of the straightened photo, where it is tilted, and of the photo as it is."""
    tilt, allowed = tilt_of(analysis, head), load_tolerances()
    is_tilted = allowed.least_turn <= abs(tilt) <= allowed.most_turn
    if is_tilted:
        yield frames_of(analysis.usable, head, use, -tilt, least_height)
    frames = frames_of(analysis.usable, head, use, 0.0, least_height)
    yield replace(frames, left=abs(tilt)) if is_tilted else frames


def tilt_of(analysis: Analysis, head: Head) -> float:
    """How far the head is surely tilted, in degrees, clockwise positive: the lesser of its roll
    and the tilt of the line from eyes to chin, 0 where they don't agree on the side.

    Of a face that is turned or looks up, each of them alone reads up to 6 degrees where there
    is no tilt.
    """
    eyes = head.eye_midpoint
    roll = analysis.measurement("head_pose_roll").value or 0.0
    line = math.degrees(math.atan2(eyes.x - head.chin.x, head.chin.y - eyes.y))
    return min(roll, line, key=abs) if roll * line > 0 else 0.0


def frames_of(photo: Box, head: Head, use: Use, angle: float, least_height: float) -> Frames:
    """The frames around the head after turning the photo by `angle` degrees about the eyes."""
    assert use.aspect is not None  # a whole photo is not framed
    hair_is_cut = head.hair_top is not None and head.hair_top <= photo.y
    if angle:
        head = head.turned(angle, head.eye_midpoint)
        centred = Line(head.centre_x, -0.5 * use.aspect)
        across = Room((centred,), (centred,))
        down = turned_inside(head, photo, angle, use.aspect).without_idle()
    else:
        across = along(photo.x, photo.width, use.aspect)
        down = along(photo.y, photo.height)
    height = use.head_height
    if use.in_circle:
        height = min(height, most_in_circle(head, use.eye_line, load_tolerances().tallest_hair))
    if head.hair_top is not None and not hair_is_cut:
        wish = 2 * head.eye_to_chin / height
        down = Room(down.lows, (*down.highs, above_the_hair(head, head.hair_top, wish)))
    return Frames(
        head=head,
        angle=angle,
        left=0.0,
        least_height=least_height,
        aspect=use.aspect,
        head_height=height,
        eye_line=use.eye_line,
        across=across,
        down=down,
        tolerances=load_tolerances(),
    )


def above_the_hair(head: Head, hair_top: float, height: float) -> Line:
    """The lowest place where a frame of about that height may begin without cutting the hair."""
    allowed = load_tolerances()
    tallest = head.eye_midpoint.y - allowed.tallest_hair * head.eye_to_chin
    return Line(max(hair_top, tallest) - allowed.headroom * height, 0.0)


def least_high(head: Head, use: Use, photo: Box) -> float:
    """The height in px of the frame in which the head is as large as it may be; the highest
    there is in a photo that is tighter."""
    assert use.aspect is not None  # a whole photo is not framed
    highest = min(photo.width / use.aspect, photo.height)
    return min(2 * head.eye_to_chin / load_tolerances().largest_head, highest - SLACK)
