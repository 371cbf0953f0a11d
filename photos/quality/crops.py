"""Which part of the picture would pass, and which part a directory shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from photos.quality import framing
from photos.quality.analysis import Analysis
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.measurement import Measurement
from photos.quality.standard import Rule, Standard

STEP_HEAD_HEIGHT, STEP_EYE_LINE = 0.03, 0.02  # of the frame; finer than anybody sees
CLEARLY_TILTED = 3.0  # degrees; less is left as it is, every turn costs sharpness
MOST_STRAIGHTENED = 30.0  # degrees; beyond that shoulders stand on end, and the pose is the fault


def possible_crops(
    analysis: Analysis, standard: Standard, *, straighten: bool
) -> Iterator[CropBox]:
    """Square crops around the head, best first, all within the picture.

    Head height and eye line start at the middle of the standard's targets and go outwards
    through its passing bands. With `straighten` the head's roll is taken out by turning the
    picture; the unturned crops come after.
    """
    if analysis.head is None:
        return
    roll = analysis.measurement("head_pose_roll").value or 0.0
    angles = [0.0]
    if straighten and CLEARLY_TILTED < abs(roll) <= MOST_STRAIGHTENED:
        angles = [-roll, 0.0]
    head_heights = outwards(standard.rule("head_height"), STEP_HEAD_HEIGHT)
    eye_lines = outwards(standard.rule("eye_line"), STEP_EYE_LINE)
    for angle, head_height, eye_line in product(angles, head_heights, eye_lines):
        crop = crop_around(analysis.head, angle, head_height, eye_line)
        moved = crop if angle else moved_inside(crop, analysis.width, analysis.height)
        if lies_inside(moved, analysis.width, analysis.height):
            yield moved


def outwards(rule: Rule, step: float) -> list[float]:
    """Values from the middle of the rule's target to the ends of its passing band, nearest
    to the middle first."""
    middle = (rule.target.low + rule.target.high) / 2
    reach = math.ceil((rule.passes.high - rule.passes.low) / step)
    values = (middle + side * number * step for number in range(reach) for side in (1, -1))
    return list(dict.fromkeys(value for value in values if value in rule.passes))


def crop_around(head: Head, angle: float, head_height: float, eye_line: float) -> CropBox:
    """The square in which the head, after the turn, has this height and eye line."""
    eyes = head.eye_midpoint
    upright = head.turned(angle, eyes)
    side = 2 * head.eye_to_chin / head_height
    centre = Point(upright.centre_x, eyes.y - (eye_line - 0.5) * side)
    # `centre` is where the box's middle lies after turning about the eyes; the same
    # place before the turn is the middle about which the crop itself turns.
    middle = framing.turned(centre, -angle, eyes)
    return CropBox(middle.x - side / 2, middle.y - side / 2, side, side, angle)


def moved_inside(crop: CropBox, width: int, height: int) -> CropBox:
    """An unturned crop shifted into the picture, where it fits at all."""
    x = min(max(crop.x, 0.0), max(width - crop.width, 0.0))
    y = min(max(crop.y, 0.0), max(height - crop.height, 0.0))
    return replace(crop, x=x, y=y)


def lies_inside(crop: CropBox, width: int, height: int) -> bool:
    """Whether every corner of the turned crop shows real pixels."""
    middle = Point(crop.x + crop.width / 2, crop.y + crop.height / 2)
    corners = (
        Point(crop.x + across * crop.width, crop.y + down * crop.height)
        for across in (0, 1)
        for down in (0, 1)
    )
    places = (framing.turned(corner, -crop.angle, middle) for corner in corners)
    return all(0 <= place.x <= width and 0 <= place.y <= height for place in places)


def in_crop(analysis: Analysis, crop: CropBox) -> Analysis:
    """The analysis as it would read on the cropped picture.

    Framing and roll are computed anew; light, sharpness and pixels stay, since a crop
    doesn't change them. What lies behind is measured in a proper crop beforehand.
    """
    assert analysis.head is not None  # possible_crops yields nothing without a head
    middle = Point(crop.x + crop.width / 2, crop.y + crop.height / 2)
    head = analysis.head.turned(crop.angle, middle)
    frame = Box(crop.x, crop.y, crop.width, crop.height)
    below = framing.body_below_chin(head, frame.y + frame.height)
    seen = {
        "head_height": framing.head_height(head, frame),
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
    return replace(measurement, value=value)


def whole_head(analysis: Analysis) -> CropBox:
    """The square that shows the head as well as the picture allows, where no crop would pass."""
    head, width, height = analysis.head, analysis.width, analysis.height
    if head is None:
        side = min(width, height)
        return CropBox((width - side) / 2, (height - side) / 2, side, side)
    box = framing.head_box(head, width, height, framing.TARGET_HEAD_HEIGHT)
    return CropBox(box.x, box.y, box.width, box.height)
