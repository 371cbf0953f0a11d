import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.crops import Squares, angles_to_try, in_crop, lies_inside, squares
from photos.quality.geometry import Point
from photos.quality.mending import passing_bands
from photos.quality.standard import load_standard
from photos.quality.uses import use_named
from tests.quality.analyses import analysis, head_in_the_middle

HEADSHOT = load_standard("headshot")


ASKED = passing_bands(HEADSHOT)
FRAMING = ("head_height", "eye_line", "face_centre_offset", "headroom", "body_below_chin")


def squares_around(
    height: float, x: float = 0.5, roll: float = 0.0
) -> tuple[Analysis, list[Squares]]:
    """A tilted head in a square picture, and all sets of squares that frame it as asked."""
    head = head_in_the_middle(1000, height, x).turned(roll, Point(x * 1000, 400))
    seen = analysis(head=head, head_height=height, head_pose_roll=roll)
    found = (squares(seen, ASKED, angle) for angle in angles_to_try(seen))
    return seen, [one for one in found if one]


@given(st.floats(0.05, 0.9), st.floats(0.2, 0.8), st.floats(-30, 30), st.floats(0.3, 0.9))
def test_every_crop_lies_within_the_picture_and_frames_the_head(
    height: float, x: float, roll: float, wish: float
) -> None:
    seen, found = squares_around(height, x, roll)
    for one in found:
        for crop in (one.widest(0.4), one.like(wish, 0.4)):
            assert crop.width == crop.height
            assert lies_inside(crop, seen.usable)
            cropped = in_crop(seen, crop)
            for measure in FRAMING:
                value = cropped.measurement(measure).value
                assert value is not None
                band = ASKED[measure]
                size = abs(value) if measure == "face_centre_offset" else value
                assert band.low - 1e-6 <= size <= band.high + 1e-6, measure


@given(st.floats(0.05, 0.9), st.floats(0.2, 0.8), st.floats(-30, 30))
def test_nothing_wider_would_do(height: float, x: float, roll: float) -> None:
    seen, found = squares_around(height, x, roll)
    for one in found:
        widest = one.widest(0.4)
        assert squares(seen, ASKED, widest.angle, least_side=1.001 * widest.width + 0.01) is None


def test_crop_at_the_target_has_the_head_and_eyes_there() -> None:
    seen, (one,) = squares_around(0.3)
    cropped = in_crop(seen, one.like(0.62, 0.39))
    assert cropped.measurement("head_height").value == pytest.approx(0.62)
    assert cropped.measurement("eye_line").value == pytest.approx(0.39)
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0.0)


def test_widest_crop_keeps_the_most_of_the_picture() -> None:
    seen, (one,) = squares_around(0.3)
    cropped = in_crop(seen, one.widest(0.39))
    assert cropped.measurement("head_height").value == pytest.approx(0.47)


@given(st.floats(-25, 25))
def test_straightened_crop_reads_level_and_centred(roll: float) -> None:
    seen, found = squares_around(0.3, roll=roll)
    cropped = in_crop(seen, found[0].like(0.6, 0.39))
    assert abs(cropped.measurement("head_pose_roll").value or 0.0) <= 3.0
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0, abs=0.02)
    assert cropped.measurement("eye_line").value == pytest.approx(0.39, abs=0.02)


def test_crop_too_small_for_the_use_is_none() -> None:
    seen, _ = squares_around(0.1)
    assert squares(seen, ASKED, least_side=250) is None
    assert squares(seen, ASKED, least_side=200) is not None


@given(st.floats(0.3, 1.2), st.floats(0.1, 0.9))
def test_published_square_shows_eyes_and_chin(height: float, x: float) -> None:
    head = head_in_the_middle(1000, height, x)
    seen = analysis(head=head, head_height=height)
    box = align(seen, use_named("directory")).box
    assert lies_inside(box, seen.usable)
    for mark in (head.left_eye, head.right_eye, head.chin):
        place = min(max(mark.x, 0), 1000), min(max(mark.y, 0), 1000)
        assert box.x - 1e-6 <= place[0] <= box.x + box.width + 1e-6
        assert box.y - 1e-6 <= place[1] <= box.y + box.height + 1e-6
