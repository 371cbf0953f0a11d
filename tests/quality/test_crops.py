import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.crops import directory_crop, in_crop, lies_inside, possible_crops
from photos.quality.geometry import CropBox, Point
from tests.quality.analyses import analysis, head_in_the_middle, no_face


@given(st.floats(0.05, 0.9), st.floats(0.2, 0.8), st.floats(-30, 30))
def test_every_crop_lies_within_the_picture(height: float, x: float, roll: float) -> None:
    head = head_in_the_middle(1000, height, x).turned(roll, Point(x * 1000, 400))
    for crop in possible_crops(analysis(head=head, head_pose_roll=roll), straighten=True):
        assert lies_inside(crop, 1000, 1000)
        assert crop.width == crop.height


def test_crop_reads_as_it_was_asked_for() -> None:
    seen = analysis(head=head_in_the_middle(1000, head_height=0.3), head_height=0.3)
    first = next(possible_crops(seen, straighten=False))
    cropped = in_crop(seen, first)
    assert cropped.measurement("head_height").value == pytest.approx(0.62)
    assert cropped.measurement("eye_line").value == pytest.approx(0.40)
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0.0)


@given(st.floats(-25, 25))
def test_straightened_crop_reads_level_and_centred(roll: float) -> None:
    head = head_in_the_middle(1000, head_height=0.3).turned(roll, Point(500, 400))
    seen = analysis(head=head, head_height=0.3, head_pose_roll=roll)
    cropped = in_crop(seen, next(possible_crops(seen, straighten=True)))
    assert abs(cropped.measurement("head_pose_roll").value or 0.0) <= 3.0
    assert cropped.measurement("face_centre_offset").value == pytest.approx(0, abs=0.02)
    assert cropped.measurement("eye_line").value == pytest.approx(0.40, abs=0.02)


def test_directory_crop_without_a_face_is_the_middle_square() -> None:
    assert directory_crop(no_face(800)) == CropBox(0, 0, 800, 800)


def test_directory_crop_of_a_tight_photo_stays_inside() -> None:
    tight = analysis(head=head_in_the_middle(1000, head_height=1.1), head_height=1.1)
    assert lies_inside(directory_crop(tight), 1000, 1000)
