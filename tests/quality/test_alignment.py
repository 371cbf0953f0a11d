"""Published pictures: cut so that everybody stands alike in them."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.alignment import Alignment, align, nearest, told
from photos.quality.analysis import Analysis
from photos.quality.circle import marks, most_in_circle
from photos.quality.crops import lies_inside
from photos.quality.frames import above_the_hair, least_high, tilt_of
from photos.quality.framing import Head
from photos.quality.geometry import Box, CropBox, Point
from photos.quality.uses import Use, load_tolerances, load_uses, use_named
from tests.quality.analyses import analysis, head_in_the_middle, no_face

FRAMED = [use for use in load_uses() if use.aspect is not None]
DIRECTORY, LINKEDIN, PORTRAIT = (use_named(name) for name in ("directory", "linkedin", "portrait"))
EXACT = 1e-6

heights, places, rolls = st.floats(0.05, 1.2), st.floats(0.1, 0.9), st.floats(-25, 25)
uses, shares = st.sampled_from(FRAMED), st.floats(0, 1)
straightened = st.floats(1.01, 15) | st.floats(-15, -1.01)


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


@given(st.floats(0.15, 0.35), st.floats(0.45, 0.55), straightened, uses)
def test_two_people_with_room_are_framed_alike(
    height: float, x: float, roll: float, use: Use
) -> None:
    one = align(photo_of(height, x, roll, side=5000), use)
    assert one.box.angle == pytest.approx(-roll)
    asked = (use.head_height, use.eye_line, 0.0)
    assert readings(one) == pytest.approx(asked, abs=EXACT)


@given(st.floats(-0.9, 0.9), uses)
def test_tilt_that_nobody_sees_is_left(roll: float, use: Use) -> None:
    assert align(photo_of(0.3, roll=roll), use).box.angle == 0


@given(st.floats(3, 9), st.booleans(), uses)
def test_face_that_is_turned_aside_is_not_taken_for_a_tilted_one(
    reads: float, is_level: bool, use: Use
) -> None:
    level, tilted = photo_of(0.3), photo_of(0.3, roll=-2)
    seen = analysis(head=level.head if is_level else tilted.head, head_pose_roll=reads)
    assert align(seen, use).box.angle == 0


@given(st.floats(0.2, 0.35), straightened, uses)
def test_turned_photo_is_published_as_the_straight_one(
    height: float, roll: float, use: Use
) -> None:
    straight = align(photo_of(height, side=3000), use)
    turned = align(photo_of(height, roll=roll, side=3000), use)
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


@given(heights, places, rolls, uses, shares, shares, shares)
def test_no_other_frame_of_the_photo_is_less_off(
    height: float, x: float, roll: float, use: Use, size: float, right: float, below: float
) -> None:
    seen = photo_of(height, x, roll)
    assert seen.head is not None
    assert use.aspect is not None
    least = least_high(seen.head, use, seen.usable)
    high = least + size * (min(1000, 1000 / use.aspect) - least)
    wide = use.aspect * high
    other = CropBox(right * (1000 - wide), below * (1000 - high), wide, high)
    hair = above_the_hair(seen.head, seen.head.hair_top or 0, wish(seen, other, use))
    if (seen.head.hair_top or 0) > 0 and other.y > hair.start:
        return  # it cuts the hair
    found = nearest(seen, use)
    assert found.faults == pytest.approx(faults(seen, found.alignment.box, use))
    assert found.faults <= faults(seen, other, use) + EXACT


def wish(seen: Analysis, box: CropBox, use: Use) -> float:
    """The height in px of the frame with the head at its target."""
    assert seen.head is not None
    return 2 * seen.head.eye_to_chin / head_wish(seen.head, box, use)


def head_wish(head: Head, box: CropBox, use: Use) -> float:
    """The head height at which a head shall stand that is turned as the box is."""
    upright = head.turned(box.angle, head.eye_midpoint)
    allowed = load_tolerances().tallest_hair
    in_circle = most_in_circle(upright, use.eye_line, allowed) if use.in_circle else 1.0
    return min(use.head_height, in_circle)


def faults(seen: Analysis, box: CropBox, use: Use) -> float:
    """How far a cut is off the use's target, told in the tolerances."""
    assert seen.head is not None
    height, eye_line, offset = readings(told(seen, box))
    roll, by = tilt_of(seen, seen.head), load_tolerances()
    return (
        abs(height / head_wish(seen.head, box, use) - 1) / by.head_height
        + abs(eye_line - use.eye_line) / by.eye_line
        + abs(offset) / by.centre_offset
        + (abs(roll + box.angle) / by.roll if by.least_turn <= abs(roll) <= by.most_turn else 0)
    )


@given(st.floats(0.1, 0.25), st.floats(0.2, 2.0))
def test_head_with_its_hair_lies_in_the_circle(height: float, hair: float) -> None:
    head = head_in_the_middle(1000, height)
    head = replace(head, hair_top=400 - hair * head.eye_to_chin)
    box = align(analysis(head=head), LINKEDIN).box
    for mark in marks(head, load_tolerances().tallest_hair):
        x = head.centre_x + mark.x * head.eye_to_chin - box.x - box.width / 2
        y = head.eye_midpoint.y + mark.y * head.eye_to_chin - box.y - box.width / 2
        assert math.hypot(x, y) <= box.width / 2 + EXACT


@given(heights, places, st.floats(0.2, 2.0), uses)
def test_hair_that_the_photo_shows_is_not_cut(
    height: float, x: float, hair: float, use: Use
) -> None:
    head = head_in_the_middle(1000, height, x)
    head = replace(head, hair_top=max(400 - hair * head.eye_to_chin, 1.0))
    assert align(analysis(head=head), use).box.y <= (head.hair_top or 0.0) + EXACT


@given(st.floats(0.05, 0.8), places, rolls, uses)
def test_no_cut_makes_a_head_too_large(height: float, x: float, roll: float, use: Use) -> None:
    one = align(photo_of(height, x, roll), use)
    assert one.head_height is not None
    assert one.head_height <= load_tolerances().largest_head + EXACT


@given(st.floats(160, 249.9))
def test_head_is_shown_smaller_rather_than_with_too_few_pixels(width: float) -> None:
    one = align(photo_of(DIRECTORY.head_height * width / 1000), DIRECTORY)
    if width >= 250 * (1 - load_tolerances().head_height):
        assert one.box.width == pytest.approx(DIRECTORY.minimum)
    else:
        assert one.box.width == pytest.approx(width)


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
