"""The guides drawn over a picture."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.admin.guides import (
    as_path,
    corners,
    crop_outline,
    eye_line,
    guides_of,
    head_outline,
)
from photos.quality.framing import Head, turned
from photos.quality.geometry import CropBox, Point
from tests.factories import ANALYSIS

LENGTHS = st.floats(min_value=1, max_value=10_000)
ANGLES = st.floats(min_value=-45, max_value=45)


def head(hair_top: float | None = 20) -> Head:
    return Head(Point(60, 80), Point(80, 80), Point(70, 120), hair_top)


def test_a_crop_that_is_not_turned_has_the_corners_of_its_box() -> None:
    assert corners(CropBox(10, 20, 30, 40)) == pytest.approx(
        (Point(10, 20), Point(40, 20), Point(40, 60), Point(10, 60))
    )


def test_a_picture_turned_clockwise_is_cut_where_a_box_leans_to_the_left() -> None:
    top_left, top_right, *_ = corners(CropBox(0, 0, 100, 100, angle=10))
    assert top_right.y < top_left.y


@given(LENGTHS, LENGTHS, ANGLES)
def test_turning_a_crop_keeps_its_size(width: float, height: float, angle: float) -> None:
    first, second, third, _ = corners(CropBox(5, 7, width, height, angle))
    assert hypot(second.x - first.x, second.y - first.y) == pytest.approx(width)
    assert hypot(third.x - second.x, third.y - second.y) == pytest.approx(height)


def test_the_outside_of_a_crop_is_the_frame_without_it() -> None:
    outline = crop_outline(CropBox(10, 20, 30, 40), CropBox(12, 22, 20, 20), 640, 800)
    assert outline.edge == "M10.0 20.0 L40.0 20.0 L40.0 60.0 L10.0 60.0 Z"
    assert outline.outside == f"M0 0 H640 V800 H0 Z {outline.edge}"


def test_the_eye_line_runs_through_both_eyes_and_past_them() -> None:
    line = eye_line(head())
    assert (line.start, line.end) == (Point(40, 80), Point(100, 80))


def test_the_head_box_reaches_from_the_hair_to_the_chin() -> None:
    outline = head_outline(head(hair_top=20))
    assert outline.edge == "M41.0 20.0 L99.0 20.0 L99.0 120.0 L41.0 120.0 Z"
    assert outline.crown_is_seen


def test_without_a_hair_top_the_crown_is_estimated() -> None:
    estimated = head_outline(head(hair_top=None))
    assert estimated.edge == "M41.0 40.0 L99.0 40.0 L99.0 120.0 L41.0 120.0 Z"
    assert not estimated.crown_is_seen


def test_the_box_of_a_tilted_head_leans_with_it() -> None:
    level = head(hair_top=None)
    tilted = level.turned(20, Point(70, 80))
    upright = (Point(41, 40), Point(99, 40), Point(99, 120), Point(41, 120))
    leaning = [turned(corner, 20, Point(70, 80)) for corner in upright]
    assert head_outline(tilted).edge == as_path(leaning)


def test_a_picture_without_a_face_has_no_guides() -> None:
    measured = ANALYSIS.as_json() | {"head": None, "faces": []}
    guides = guides_of(type(ANALYSIS).from_json(measured), None, CropBox(0, 80, 640, 640))
    assert (guides.eyes, guides.eye_line, guides.head, guides.crop) == ((), None, None, None)


def test_the_published_crop_is_drawn_within_the_proposed_one() -> None:
    proposed, published = CropBox(0, 0, 400, 400), CropBox(50, 50, 300, 300)
    crop = guides_of(ANALYSIS, proposed, published).crop
    assert crop is not None
    assert crop.edge == as_path((Point(0, 0), Point(400, 0), Point(400, 400), Point(0, 400)))
    inner = (Point(50, 50), Point(350, 50), Point(350, 350), Point(50, 350))
    assert crop.published == as_path(inner)
