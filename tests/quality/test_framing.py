import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality import framing
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point

sizes = st.floats(200, 5000)


def head_at(x: float, y: float, unit: float, hair: float | None = None) -> Head:
    """An upright head whose eye midpoint is at (x, y), with `unit` px from eyes to chin."""
    return Head(Point(x - unit / 3, y), Point(x + unit / 3, y), Point(x, y + unit), hair)


@given(sizes, sizes, st.floats(0.1, 0.9))
def test_published_frame_lies_within_the_picture(width: float, height: float, at: float) -> None:
    frame = framing.published_frame(Box(0, 0, width, height), head_at(width / 2, at * height, 50))
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.width <= width + 1e-6
    assert frame.y + frame.height <= height + 1e-6


def test_wide_picture_is_published_whole() -> None:
    assert framing.published_frame(Box(0, 0, 800, 600), None) == Box(0, 0, 800, 600)


def test_tall_picture_is_published_as_the_square_around_the_eyes() -> None:
    frame = framing.published_frame(Box(0, 0, 600, 900), head_at(300, 400, 100))
    assert frame == Box(0, 160, 600, 600)


@given(st.floats(-180, 180), st.floats(10, 900), st.floats(10, 900))
def test_turning_back_leads_home(angle: float, x: float, y: float) -> None:
    centre = Point(300, 200)
    back = framing.turned(framing.turned(Point(x, y), angle, centre), -angle, centre)
    assert math.hypot(back.x - x, back.y - y) < 1e-6


def test_quarter_turn_is_clockwise_as_seen() -> None:
    moved = framing.turned(Point(1, 0), 90, Point(0, 0))
    assert moved.x == pytest.approx(0, abs=1e-9)
    assert moved.y == pytest.approx(1)


def test_ratios_of_a_plain_case() -> None:
    head, frame = head_at(250, 200, 150, hair=50), Box(0, 0, 500, 500)
    assert framing.head_height(head, frame) == pytest.approx(0.6)
    assert framing.eye_line(head, frame) == pytest.approx(0.4)
    assert framing.centre_offset(head, frame) == 0
    assert framing.headroom(head, frame) == pytest.approx(0.1)
    assert framing.body_below_chin(head, 500) == pytest.approx(1.0)
    assert framing.face_width(Box(150, 120, 200, 260), frame) == pytest.approx(0.4)


def test_unknown_hair_has_no_headroom() -> None:
    assert framing.headroom(head_at(250, 200, 150), Box(0, 0, 500, 500)) is None


@given(st.floats(0.2, 5))
def test_ratios_do_not_depend_on_pixels(factor: float) -> None:
    head = head_at(250, 200, 150, hair=50)
    frame = Box(0, 0, 500 * factor, 500 * factor)
    assert framing.head_height(head.scaled(factor), frame) == pytest.approx(0.6)
    assert framing.headroom(head.scaled(factor), frame) == pytest.approx(0.1)
