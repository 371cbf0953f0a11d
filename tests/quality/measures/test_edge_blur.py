import math

import cv2
import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from photos.quality.edges import edge_blur
from photos.quality.picture import read_picture
from photos.quality.subject import study
from tests.quality.pictures import encoded
from tests.quality.sweeps import EVERYBODY, PEOPLE, backgrounds, base, renders, series

IN_FOCUS = {"bookshelf", "office", "brick", "foliage"}

SHARP = 1.0  # px
OF_THE_GRADIENT = 0.76  # px: what the gradient's own kernel adds to a step


def edge(
    sigma: float, contrast: float, width: int = 120
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Stripes with edges of a known blur and contrast, as grey (h, w)."""
    stripes = np.where(np.arange(width) // 30 % 2, 128 + contrast, 128 - contrast)
    picture = np.repeat(stripes[None], 60, 0).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.5, 4.0])
@pytest.mark.parametrize("contrast", [8.0, 30.0, 90.0])
def test_blur_of_an_edge_is_read_whatever_its_contrast(sigma: float, contrast: float) -> None:
    picture = edge(sigma, contrast)
    read = edge_blur(picture, np.ones(picture.shape, bool))
    assert read == pytest.approx(math.hypot(sigma, OF_THE_GRADIENT), rel=0.05)


def test_a_picture_without_edges_has_no_blur_to_tell() -> None:
    wall = np.full((80, 80), 90, np.float32)
    assert edge_blur(wall, np.ones(wall.shape, bool)) is None


@pytest.mark.parametrize("identity", ["amara", "laura"])
def test_blur_rises_with_its_dose(identity: str) -> None:
    slight, strong = series("blur", identity)
    assert base(identity).value("edge_blur") < SHARP
    assert (
        base(identity).value("edge_blur") < slight.value("edge_blur") < strong.value("edge_blur")
    )
    assert slight.value("edge_blur") > 1.3


@pytest.mark.parametrize("identity", EVERYBODY)
def test_exposure_does_not_move_it(identity: str) -> None:
    unchanged = base(identity).value("edge_blur")
    for one in series("exposure", identity):
        assert one.value("edge_blur") == pytest.approx(unchanged, abs=0.12), one.photo


def test_no_unblurred_picture_reads_as_blurred_on_any_skin_light_or_background() -> None:
    sharp = [one for one in renders() if one.series in {"base", "ratio", "exposure", "background"}]
    assert max(one.value("edge_blur") for one in sharp) < SHARP


@pytest.mark.parametrize("identity", PEOPLE)
def test_missed_focus_is_seen_before_a_sharp_room(identity: str) -> None:
    """The face blurred and the room behind it not."""
    (room,) = (one for name, one in backgrounds(identity).items() if name in IN_FOCUS)
    picture = read_picture(room.data)
    person = cv2.dilate(study(picture).mask_of_picture, np.ones((7, 7)))[..., None]
    soft = cv2.GaussianBlur(picture.pixels, (0, 0), 2.5)
    mixed = (soft * person + picture.pixels * (1 - person)).astype(np.uint8)
    seen = analyse(encoded(Image.fromarray(mixed), "PNG")).measurement("edge_blur").value
    assert room.value("edge_blur") < SHARP
    assert seen is not None
    assert seen > 1.3
