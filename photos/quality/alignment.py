"""Where a published picture is cut, so that everybody's eyes and heads stand alike in it.

The frame with head and eyes at the use's target and the face in the middle, straightened, where
the photo has room for it; else the frame that is least off. Nothing is painted in, and no
corner lies outside the photo.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from photos.quality import framing
from photos.quality.analysis import Analysis
from photos.quality.circle import most_in_circle
from photos.quality.crops import turned_back
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.rooms import SLACK, Line, Room, along, common, turned_inside
from photos.quality.standard import Band
from photos.quality.uses import Tolerances, Use, load_tolerances

CROP, STRAIGHTEN = "crop", "straighten"


@dataclass(frozen=True, slots=True)
class Alignment:
    """One photo's cut for a use.

    `head_height`, `eye_line` and `centre_offset` are as they will read in the cut picture, None
    without a head. `steps` are what is done to the picture: crop, straighten, or nothing.
    """

    box: CropBox
    head_height: float | None
    eye_line: float | None
    centre_offset: float | None
    steps: tuple[str, ...]

    def pixels(self, use: Use) -> float:
        """What the use counts in px: the cut's width, of a whole photo its long side."""
        return max(self.box.width, self.box.height) if use.aspect is None else self.box.width

    def sizes(self, use: Use) -> tuple[int, ...]:
        """The use's sizes that the cut's own pixels allow; empty where even the smallest is
        too large."""
        return tuple(size for size in use.sizes if size <= self.pixels(use) + SLACK)

    def missing(self, use: Use) -> tuple[int, ...]:
        """The use's sizes that the cut has too few pixels for."""
        return tuple(size for size in use.sizes if size > self.pixels(use) + SLACK)


def align(analysis: Analysis, use: Use) -> Alignment:
    """The cut of the photo for `use`; without a face its middle."""
    if use.aspect is None:
        return told(analysis, whole(analysis.usable))
    if analysis.head is None:
        return told(analysis, middle_of(analysis.usable, use.aspect))
    least, best = math.inf, middle_of(analysis.usable, use.aspect)
    for frames in ways_to_turn(analysis, analysis.head, use, load_tolerances()):
        height = frames.best_height()
        if height is not None and frames.cost(height) < least:
            least, best = frames.cost(height), frames.crop(height)
        if least < SLACK:  # everything at its target
            break
    return told(analysis, best)


@dataclass(frozen=True)
class Frames:
    """All frames of the use's shape inside the photo, around a head turned upright by `angle`.

    `head_height` and `eye_line` are the target; `left` degrees of tilt remain.
    """

    head: Head
    angle: float
    left: float
    aspect: float
    head_height: float
    eye_line: float
    across: Room
    down: Room
    tolerances: Tolerances

    @cached_property
    def heights(self) -> Band:
        """Those that fit into the photo, in px; low above high where none does."""
        return common(self.across.sides(), self.down.sides())

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
        wish = 2 * self.head.eye_to_chin / self.head_height
        if wish in self.heights and self.cost(wish) - self.left / self.tolerances.roll < SLACK:
            return wish
        inside = (one for one in (wish, *self.meetings()) if one in self.heights and one > 0)
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
        frame, fault = self.frame(height), self.tolerances
        head_height = framing.head_height(self.head, frame) / self.head_height - 1
        return (
            abs(head_height) / fault.head_height
            + abs(framing.eye_line(self.head, frame) - self.eye_line) / fault.eye_line
            + abs(framing.centre_offset(self.head, frame)) / fault.centre_offset
            + self.left / fault.roll
        )

    def crop(self, height: float) -> CropBox:
        """The frame of this height in the photo that is not turned."""
        return turned_back(self.frame(height), self.angle, self.head.eye_midpoint)


def ways_to_turn(
    analysis: Analysis, head: Head, use: Use, tolerances: Tolerances
) -> Iterator[Frames]:
    """The frames of the straightened photo, where it is tilted, and of the photo as it is."""
    roll = analysis.measurement("head_pose_roll").value or 0.0
    is_tilted = tolerances.least_turn <= abs(roll) <= tolerances.most_turn
    for angle in (-roll, 0.0) if is_tilted else (0.0,):
        yield frames_of(analysis, head, use, angle, abs(roll + angle) if is_tilted else 0.0)


def frames_of(analysis: Analysis, head: Head, use: Use, angle: float, left: float) -> Frames:
    """The frames around the head after turning the photo by `angle` degrees about the eyes."""
    assert use.aspect is not None  # a whole photo is not framed
    photo = analysis.usable
    if angle:
        head = head.turned(angle, head.eye_midpoint)
        centred = Line(head.centre_x, -0.5 * use.aspect)
        across = Room((centred,), (centred,))
        down = turned_inside(head, photo, angle, use.aspect)
    else:
        across = along(photo.x, photo.width, use.aspect)
        down = along(photo.y, photo.height)
    height = use.head_height
    if use.in_circle:
        height = min(height, most_in_circle(head, use.eye_line))
    return Frames(
        head=head,
        angle=angle,
        left=left,
        aspect=use.aspect,
        head_height=height,
        eye_line=use.eye_line,
        across=across,
        down=down,
        tolerances=load_tolerances(),
    )


def told(analysis: Analysis, box: CropBox) -> Alignment:
    """What the head reads in the cut, and what is done to get there."""
    photo = CropBox(0, 0, analysis.width, analysis.height)
    steps = ((CROP,) if box != photo else ()) + ((STRAIGHTEN,) if box.angle else ())
    if analysis.head is None:
        return Alignment(box, None, None, None, steps)
    middle = Point(box.x + box.width / 2, box.y + box.height / 2)
    head = analysis.head.turned(box.angle, middle) if box.angle else analysis.head
    frame = Box(box.x, box.y, box.width, box.height)
    return Alignment(
        box,
        framing.head_height(head, frame),
        framing.eye_line(head, frame),
        framing.centre_offset(head, frame),
        steps,
    )


def whole(photo: Box) -> CropBox:
    """All of the photo."""
    return CropBox(photo.x, photo.y, photo.width, photo.height)


def middle_of(photo: Box, aspect: float) -> CropBox:
    """The largest frame of that shape in the middle of the photo."""
    height = min(photo.width / aspect, photo.height)
    width = aspect * height
    x, y = photo.x + (photo.width - width) / 2, photo.y + (photo.height - height) / 2
    return CropBox(x, y, width, height)
