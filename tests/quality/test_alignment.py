"""Published pictures: cut so that everybody stands alike in them."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.alignment import Alignment, align, told
from photos.quality.analysis import Analysis
from photos.quality.circle import marks, most_in_circle
from photos.quality.crops import lies_inside
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.uses import Use, load_tolerances, load_uses, use_named
from tests.quality.analyses import analysis, head_in_the_middle, no_face

FRAMED = [use for use in load_uses() if use.aspect is not None]
DIRECTORY, LINKEDIN, PORTRAIT = (use_named(name) for name in ("directory", "linkedin", "portrait"))
EXACT = 1e-6

heights, places, rolls = st.floats(0.05, 1.2), st.floats(0.1, 0.9), st.floats(-25, 25)
uses, shares = st.sampled_from(FRAMED), st.floats(0, 1)


def photo_of(height: float, x: float = 0.5, roll: float = 0.0, side: int = 1000) -> Analysis:
    """A square photo with a head of that height, tilted about its eyes."""
    head = head_in_the_middle(side, height, x).turned(roll, Point(x * side, 0.4 * side))
    return analysis(side, head, head_height=height, head_pose_roll=roll)


def readings(one: Alignment) -> tuple[float, ...]:
    """What the cut picture reads: head height, eye line and centre offset."""
    values = (one.head_height, one.eye_line, one.centre_offset)
    known = tuple(value for value in values if value is not None)
    assert len(known) == len(values)
    return known


def as_file(seen: Analysis, box: CropBox) -> Analysis:
    """The analysis of the cut picture as a file of its own."""
    assert seen.head is not None
    head = seen.head.turned(box.angle, Point(box.x + box.width / 2, box.y + box.height / 2))
    left_eye, right_eye, chin = (
        Point(mark.x - box.x, mark.y - box.y)
        for mark in (head.left_eye, head.right_eye, head.chin)
    )
    top = None if head.hair_top is None else head.hair_top - box.y
    roll = (seen.measurement("head_pose_roll").value or 0.0) + box.angle
    return replace(
        analysis(head=Head(left_eye, right_eye, chin, top), head_pose_roll=roll),
        width=round(box.width),
        height=round(box.height),
        usable=Box(0, 0, box.width, box.height),
    )


@given(heights, places, rolls, uses)
def test_every_cut_has_its_shape_and_lies_inside_the_photo(
    height: float, x: float, roll: float, use: Use
) -> None:
    seen = photo_of(height, x, roll)
    box = align(seen, use).box
    assert lies_inside(box, seen.usable)
    assert box.width / box.height == pytest.approx(use.aspect)


@given(heights, st.integers(50, 4000), st.sampled_from(load_uses()))
def test_nothing_is_enlarged(height: float, side: int, use: Use) -> None:
    one = align(photo_of(height, side=side), use)
    made, missing = one.sizes(use), one.missing(use)
    assert made + missing == use.sizes
    assert all(size <= one.box.width + EXACT for size in made)
    assert all(size > one.box.width for size in missing)


def test_too_few_pixels_make_no_size_at_all() -> None:
    assert align(photo_of(0.62, side=40), DIRECTORY).sizes(DIRECTORY) == ()


@given(st.floats(0.15, 0.35), st.floats(0.45, 0.55), st.floats(-15, 15), uses)
def test_two_people_with_room_are_framed_alike(
    height: float, x: float, roll: float, use: Use
) -> None:
    one = align(photo_of(height, x, roll), use)
    angle = 0.0 if abs(roll) < load_tolerances().least_turn else roll
    assert one.box.angle == -angle
    asked = (use.head_height, use.eye_line, 0.0)
    assert readings(one) == pytest.approx(asked, abs=EXACT if angle == roll else 0.002)


@given(st.floats(0.2, 0.35), st.floats(1, 15), uses)
def test_turned_photo_is_published_as_the_straight_one(
    height: float, roll: float, use: Use
) -> None:
    straight, turned = align(photo_of(height), use), align(photo_of(height, roll=roll), use)
    assert readings(turned) == pytest.approx(readings(straight), abs=EXACT)
    assert turned.box.width == pytest.approx(straight.box.width)
    assert turned.steps == ("crop", "straighten")


@given(heights, places, rolls, uses)
def test_aligning_what_was_aligned_changes_nothing(
    height: float, x: float, roll: float, use: Use
) -> None:
    seen = photo_of(height, x, roll)
    box = align(seen, use).box
    again = align(as_file(seen, box), use)
    assert again.box.width == pytest.approx(box.width, rel=0.001)
    assert again.box.x == pytest.approx(0, abs=0.001 * box.width)
    assert again.box.y == pytest.approx(0, abs=0.001 * box.height)
    assert again.box.angle == 0


@given(heights, places, st.floats(-25, 25), uses, shares, shares, shares)
def test_no_other_frame_of_the_photo_is_less_off(
    height: float, x: float, roll: float, use: Use, size: float, right: float, below: float
) -> None:
    seen = photo_of(height, x, roll)
    assert use.aspect is not None
    high = 10 + size * (min(1000, 1000 / use.aspect) - 10)
    wide = use.aspect * high
    other = CropBox(right * (1000 - wide), below * (1000 - high), wide, high)
    assert faults(seen, align(seen, use).box, use) <= faults(seen, other, use) + EXACT


def faults(seen: Analysis, box: CropBox, use: Use) -> float:
    """How far a cut is off the use's target, told in the tolerances."""
    assert seen.head is not None
    height, eye_line, offset = readings(told(seen, box))
    roll, by = seen.measurement("head_pose_roll").value or 0.0, load_tolerances()
    wish = use.head_height
    if use.in_circle:
        wish = min(wish, most_in_circle(upright(seen.head, roll, box), use.eye_line))
    return (
        abs(height / wish - 1) / by.head_height
        + abs(eye_line - use.eye_line) / by.eye_line
        + abs(offset) / by.centre_offset
        + (abs(roll + box.angle) / by.roll if by.least_turn <= abs(roll) <= by.most_turn else 0)
    )


def upright(head: Head, roll: float, box: CropBox) -> Head:
    """The head as it stands in the cut picture."""
    return head.turned(-roll, head.eye_midpoint) if box.angle else head


@given(st.floats(0.1, 0.25), st.floats(0.2, 3.0))
def test_head_with_its_hair_lies_in_the_circle(height: float, hair: float) -> None:
    head = head_in_the_middle(1000, height)
    head = replace(head, hair_top=400 - hair * head.eye_to_chin)
    box = align(analysis(head=head), LINKEDIN).box
    for mark in marks(head):
        x = head.centre_x + mark.x * head.eye_to_chin - box.x - box.width / 2
        y = head.eye_midpoint.y + mark.y * head.eye_to_chin - box.y - box.width / 2
        assert math.hypot(x, y) <= box.width / 2 + EXACT


@given(heights, places, rolls)
def test_portrait_is_the_whole_photo_as_it_is(height: float, x: float, roll: float) -> None:
    seen = replace(photo_of(height, x, roll), usable=Box(20, 0, 900, 1000))
    one = align(seen, PORTRAIT)
    assert one.box == CropBox(20, 0, 900, 1000)
    assert one.pixels(PORTRAIT) == 1000


def test_portrait_without_anything_drawn_around_it_takes_no_step() -> None:
    assert align(photo_of(0.2, roll=9), PORTRAIT).steps == ()


@pytest.mark.parametrize("use", FRAMED, ids=lambda use: use.name)
def test_picture_without_a_face_is_shown_by_its_middle(use: Use) -> None:
    one = align(replace(no_face(800), usable=Box(0, 0, 800, 400)), use)
    assert one.box.height == 400
    assert one.box.x + one.box.width / 2 == 400
    assert (one.head_height, one.eye_line, one.centre_offset) == (None, None, None)
