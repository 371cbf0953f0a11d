"""Where a published picture is cut, so that everybody's eyes and heads stand alike in it.

The frame with head and eyes at the use's target and the face in the middle, straightened, where
the photo has room for it; else the frame that is least off. Nothing is painted in, nothing is
enlarged, and no corner lies outside the photo.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from photos.quality import framing
from photos.quality.analysis import Analysis
from photos.quality.frames import least_high, ways_to_turn
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.rooms import SLACK
from photos.quality.uses import Use

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


@dataclass(frozen=True, slots=True)
class Fit:
    """A cut, and by how many faults it is off the use's target."""

    alignment: Alignment
    faults: float = 0.0

    @property
    def is_at_target(self) -> bool:
        """Whether head, eyes and middle are where the use wants them."""
        return self.faults < SLACK


def align(analysis: Analysis, use: Use) -> Alignment:
    """The cut of the photo for `use`; without a face its middle."""
    return with_enough_pixels(analysis, use, nearest(analysis, use)).alignment


def with_enough_pixels(analysis: Analysis, use: Use, found: Fit) -> Fit:
    """The cut nearest to the target, or a wider one that has the use's minimum of pixels.

    The wider one where it is off by one fault more at most, so that the team stays alike.
    """
    photo, width = analysis.usable, found.alignment.box.width
    if use.aspect is None or width >= use.minimum or analysis.head is None:
        return found
    least = use.minimum / use.aspect
    if photo.width < use.minimum or photo.height < least:
        return found
    wider = nearest(analysis, use, least + SLACK)
    is_better = wider.faults <= found.faults + 1 and wider.alignment.box.width >= use.minimum
    return wider if is_better else found


def nearest(analysis: Analysis, use: Use, least_height: float = 0.0) -> Fit:
    """The cut nearest to the use's target, at least so many px high where the photo has them;
    without a face the photo's middle."""
    if use.aspect is None:
        return Fit(told(analysis, whole(analysis.usable)))
    least, best = math.inf, middle_of(analysis.usable, use.aspect)
    if analysis.head is not None:
        least_height = max(least_height, least_high(analysis.head, use, analysis.usable))
        for frames in ways_to_turn(analysis, analysis.head, use, least_height):
            height = frames.best_height()
            if height is not None and (faults := frames.cost(height)) < least:
                least, best = faults, frames.crop(height)
            if least < SLACK:  # everything at its target
                break
    return Fit(told(analysis, best), least if analysis.head else 0.0)


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
