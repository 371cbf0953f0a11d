import math

import numpy as np
import pytest
from PIL import Image

from photos.quality.faces import detect_in_tiles, find_faces, from_hog, is_near
from photos.quality.geometry import Box
from photos.quality.picture import read_picture
from photos.quality.second_opinion import hog_faces
from tests.quality.sweeps import PEOPLE, base, renders, series


def test_every_virtual_person_is_found_exactly_once() -> None:
    for one in renders():
        assert len(one.analysis.faces) == 1, one.photo


@pytest.mark.parametrize("identity", PEOPLE)
def test_eyes_lie_where_the_renderer_put_them(identity: str) -> None:
    one = base(identity)
    head = one.analysis.head
    assert head is not None
    reach = 0.1 * one.number("iod_px")
    # The renderer names the person's sides, the landmarks the picture's.
    assert head.left_eye.x == pytest.approx(one.number("right_eye_x"), abs=reach)
    assert head.right_eye.y == pytest.approx(one.number("left_eye_y"), abs=reach)


@pytest.mark.parametrize("identity", PEOPLE)
def test_small_face_is_measured_as_well_as_a_large_one(identity: str) -> None:
    for one in series("face_frac", identity):
        head = one.analysis.head
        assert head is not None
        eyes_x = (one.number("left_eye_x") + one.number("right_eye_x")) / 2
        eyes_y = (one.number("left_eye_y") + one.number("right_eye_y")) / 2
        unit = math.hypot(one.number("chin_x") - eyes_x, one.number("chin_y") - eyes_y)
        assert head.eye_to_chin == pytest.approx(unit, rel=0.05), one.photo


def test_wall_has_no_face() -> None:
    assert find_faces(np.full((300, 400, 3), 180, np.uint8)) == ()


def test_noise_has_no_face() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (256, 256, 3), dtype=np.uint8)
    assert find_faces(noise) == ()


def test_tiles_find_a_face_too_small_for_the_whole_picture() -> None:
    face = Image.fromarray(read_picture(base("laura").data).pixels).resize((240, 300))
    scene = Image.new("RGB", (1000, 1000), (200, 200, 200))
    scene.paste(face, (60, 60))
    found = detect_in_tiles(np.asarray(scene))
    assert any(100 < one.box[0] < 250 and one.box[1] < 300 for one in found)


def test_second_opinion_sees_the_same_face() -> None:
    picture = read_picture(base("kenji").data)
    (box,) = hog_faces(picture.pixels, 640)
    (face,) = find_faces(picture.pixels)
    assert is_near(box, face.landmarks.box)
    left, right = from_hog(box).eyes
    assert left[0] < right[0]


def test_boxes_side_by_side_are_two_faces() -> None:
    assert not is_near(Box(0, 0, 100, 100), Box(90, 0, 100, 100))
    assert is_near(Box(0, 0, 100, 100), Box(20, 10, 90, 90))
