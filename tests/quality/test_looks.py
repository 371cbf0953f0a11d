"""What of a photo is compared with its team's, and what is not."""

from dataclasses import replace

import pytest

from photos.quality.geometry import CropBox
from photos.quality.looks import IN_THE_CROP, OF_THE_PHOTO, look_of
from photos.quality.measurement import Measurement
from photos.quality.standard import load_standard
from tests.quality.analyses import GOOD, analysis, head_in_the_middle, no_face

STANDARD = load_standard("headshot")
WHOLE = CropBox(0, 0, 1000, 1000)
# Beside what a look repeats: what its classes and the crop's geometry are made of.
BEHIND_ITS_CLASSES = {
    "background_clutter",
    "close_background_edges",
    "close_background_tone_range",
    "close_background_variety",
    "other_faces",
    "head_extent",
    "body_below_chin",
    "body_in_file",
}


def test_framing_is_read_as_published() -> None:
    small = analysis(head=head_in_the_middle(1000, 0.3), head_height=0.3)
    look = look_of(small, CropBox(250, 200, 500, 500), STANDARD)
    assert look.head_height == pytest.approx(0.6)
    assert look.eye_line == pytest.approx(0.4)
    assert (look.taken_head_height, look.taken_eye_line) == (0.3, 0.4)


def test_what_this_engine_does_not_measure_is_not_known() -> None:
    look = look_of(analysis(), WHOLE, STANDARD)
    assert (look.light_amount, look.background_class, look.shot_type) == (
        220.0,
        "plain",
        "headshot",
    )
    older = replace(analysis(), measurements=())
    assert look_of(older, WHOLE, STANDARD).light_amount is None
    assert look_of(older, WHOLE, STANDARD).background_class == ""


@pytest.mark.parametrize(
    ("edges", "clutter", "seen"), [(0.0, 0.2, "plain"), (0.0, 3.0, "soft"), (0.3, 6.0, "busy")]
)
def test_backgrounds_have_three_classes(edges: float, clutter: float, seen: str) -> None:
    photo = analysis(close_background_edges=edges, background_clutter=clutter)
    assert look_of(photo, WHOLE, STANDARD).background_class == seen


def test_a_picture_of_nobody_has_a_look_too() -> None:
    look = look_of(no_face(), WHOLE, STANDARD)
    assert (look.head_height, look.shot_type) == (None, "no_face")


@pytest.mark.parametrize("name", sorted(set(GOOD) - BEHIND_ITS_CLASSES))
def test_nothing_else_of_a_photo_is_compared(name: str) -> None:
    # Above all nothing that reads how light or dark a face is.
    photo = analysis()
    changed = tuple(
        one._replace(value=0.77 * (one.value or 1.0)) if one.name == name else one
        for one in photo.measurements
    )
    other = replace(photo, measurements=changed)
    is_read = name in {*IN_THE_CROP.values(), *OF_THE_PHOTO.values()}
    same = look_of(other, WHOLE, STANDARD) == look_of(photo, WHOLE, STANDARD)
    assert same is not is_read or name == "face_centre_offset"


def test_new_measures_are_read_by_their_names() -> None:
    new = (Measurement("light_warmth", 4.0, ""), Measurement("saturation", 21.0, ""))
    photo = replace(analysis(), measurements=(*analysis().measurements, *new))
    look = look_of(photo, WHOLE, STANDARD)
    assert (look.light_warmth, look.saturation) == (4.0, 21.0)
