import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.crops import in_crop, lies_inside, outwards, possible_crops, whole_head
from photos.quality.geometry import CropBox, Point
from photos.quality.standard import load_standard
from tests.quality.analyses import analysis, head_in_the_middle, no_face

HEADSHOT = load_standard("headshot")


@given(st.floats(0.05, 0.9), st.floats(0.2, 0.8), st.floats(-30, 30))
def test_every_crop_lies_within_the_picture(height: float, x: float, roll: float) -> None:
    head = head_in_the_middle(1000, height, x).turned(roll, Point(x * 1000, 400))
    for crop in possible_crops(
        analysis(head=head, head_pose_roll=roll), HEADSHOT, straighten=True
    ):
        assert lies_inside(crop, 1000, 1000)
        assert crop.width == crop.height


def test_crop_reads_as_it_was_asked_for() -> None:
    seen = analysis(head=head_in_the_middle(1000, head_height=0.3), head_height=0.3)
    first = next(possible_crops(seen, HEADSHOT, straighten=False))
    cropped = in_crop(seen, first)
    assert cropped.measurement("head_height").value == pytest.approx(0.58)
    assert cropped.measurement("eye_line").value == pytest.approx(0.39)
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0.0)


@given(st.floats(-25, 25))
def test_straightened_crop_reads_level_and_centred(roll: float) -> None:
    head = head_in_the_middle(1000, head_height=0.3).turned(roll, Point(500, 400))
    seen = analysis(head=head, head_height=0.3, head_pose_roll=roll)
    cropped = in_crop(seen, next(possible_crops(seen, HEADSHOT, straighten=True)))
    assert abs(cropped.measurement("head_pose_roll").value or 0.0) <= 3.0
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0, abs=0.02)
    assert cropped.measurement("eye_line").value == pytest.approx(0.39, abs=0.02)


def test_picture_without_a_face_is_shown_by_its_middle() -> None:
    assert whole_head(no_face(800)) == CropBox(0, 0, 800, 800)


@given(st.floats(0.3, 1.2), st.floats(0.1, 0.9))
def test_whole_head_shows_eyes_and_chin(height: float, x: float) -> None:
    head = head_in_the_middle(1000, height, x)
    box = whole_head(analysis(head=head, head_height=height))
    assert lies_inside(box, 1000, 1000)
    for mark in (head.left_eye, head.right_eye, head.chin):
        seen = min(max(mark.x, 0), 1000), min(max(mark.y, 0), 1000)
        assert box.x - 1e-6 <= seen[0] <= box.x + box.width + 1e-6
        assert box.y - 1e-6 <= seen[1] <= box.y + box.height + 1e-6


def test_outwards_starts_in_the_middle_of_the_target() -> None:
    values = outwards(HEADSHOT.rule("head_height"), 0.05)
    assert values[:3] == [pytest.approx(0.58), pytest.approx(0.63), pytest.approx(0.53)]
    assert all(0.45 <= value <= 0.80 for value in values)
