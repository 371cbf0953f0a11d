"""Where the guides are drawn over a picture, in the picture's own pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, degrees, hypot

from photos.quality.analysis import Analysis
from photos.quality.framing import Head, turned
from photos.quality.geometry import Box, CropBox, Point

# The eye line runs past the eyes by this many eye distances on either side.
EYE_LINE_REACH = 1.0
# Without a visible hair top, the crown is twice the eye-to-chin distance above the chin.
CROWN_ABOVE_CHIN = 2.0
# A head from ear to ear, in the same distance (the demo team's heads: 1.4 to 1.5).
HEAD_WIDTH = 1.45
# An eye's dot has this share of the eye line as its radius.
DOT = 0.02


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line between two places."""

    start: Point
    end: Point

    @property
    def dot(self) -> float:
        """The radius of a dot that suits the line, however large the picture is."""
        return hypot(self.end.x - self.start.x, self.end.y - self.start.y) * DOT


@dataclass(frozen=True, slots=True)
class HeadOutline:
    """From chin to crown as an SVG path; `crown_is_seen` is false for an estimated crown."""

    edge: str
    crown_is_seen: bool


@dataclass(frozen=True, slots=True)
class CropOutline:
    """The proposed crop as SVG paths: the edge of the widest one, the picture around it, and
    the edge of what the intranet will show of it."""

    edge: str
    outside: str
    published: str


@dataclass(frozen=True, slots=True)
class Guides:
    """All guides of a picture of `width` by `height` pixels, and what the intranet shows of it."""

    width: int
    height: int
    eyes: tuple[Point, ...]
    eye_line: Segment | None
    head: HeadOutline | None
    crop: CropOutline | None
    published: CropBox


def eye_line(head: Head) -> Segment:
    """The line through both eyes, some way past them."""
    run = (head.right_eye.x - head.left_eye.x) * EYE_LINE_REACH
    rise = (head.right_eye.y - head.left_eye.y) * EYE_LINE_REACH
    return Segment(
        Point(head.left_eye.x - run, head.left_eye.y - rise),
        Point(head.right_eye.x + run, head.right_eye.y + rise),
    )


def box_corners(box: Box) -> tuple[Point, ...]:
    """The four corners, clockwise from the top left one."""
    right, bottom = box.x + box.width, box.y + box.height
    return Point(box.x, box.y), Point(right, box.y), Point(right, bottom), Point(box.x, bottom)


def as_path(places: Iterable[Point]) -> str:
    """The closed line through the places, for SVG."""
    return f"M{' L'.join(f'{place.x:.1f} {place.y:.1f}' for place in places)} Z"


def head_outline(head: Head) -> HeadOutline:
    """A box from the crown to the chin that leans as the eyes do."""
    eyes = head.eye_midpoint
    rise, run = head.right_eye.y - head.left_eye.y, head.right_eye.x - head.left_eye.x
    roll = degrees(atan2(rise, run))
    level = head.turned(-roll, eyes)
    estimated = level.chin.y - CROWN_ABOVE_CHIN * level.eye_to_chin
    crown = estimated if level.hair_top is None else level.hair_top
    width = HEAD_WIDTH * level.eye_to_chin
    upright = Box(level.centre_x - width / 2, crown, width, level.chin.y - crown)
    return HeadOutline(
        edge=as_path(turned(corner, roll, eyes) for corner in box_corners(upright)),
        crown_is_seen=head.hair_top is not None,
    )


def corners(crop: CropBox) -> tuple[Point, ...]:
    """The crop's corners in the picture as it stands, before it is turned."""
    middle = Point(crop.x + crop.width / 2, crop.y + crop.height / 2)
    upright = box_corners(Box(crop.x, crop.y, crop.width, crop.height))
    return tuple(turned(corner, -crop.angle, middle) for corner in upright)


def crop_outline(crop: CropBox, published: CropBox, width: int, height: int) -> CropOutline:
    """The crop's edge, the frame with the crop cut out of it, and what is published of it."""
    edge = as_path(corners(crop))
    outside = f"M0 0 H{width} V{height} H0 Z {edge}"
    return CropOutline(edge, outside, as_path(corners(published)))


def guides_of(analysis: Analysis, crop: CropBox | None, published: CropBox) -> Guides:
    """What can be drawn on the picture that was measured: the proposed crop, where there is
    one, with what the intranet would show of it."""
    head, width, height = analysis.head, analysis.width, analysis.height
    return Guides(
        width=width,
        height=height,
        eyes=(head.left_eye, head.right_eye) if head else (),
        eye_line=eye_line(head) if head else None,
        head=head_outline(head) if head else None,
        crop=crop_outline(crop, published, width, height) if crop else None,
        published=published,
    )
