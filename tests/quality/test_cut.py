"""Crop boxes cut out of pictures."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from photos.quality.cut import AVIF, FORMATS, JPEG, WEBP, cut
from photos.quality.geometry import CropBox
from photos.quality.placeholder import placeholder_of
from tests.quality.pictures import encoded, quarters


def pixels_of(box: CropBox, side: int, picture: Image.Image | None = None) -> np.ndarray:
    master = encoded(picture or quarters(800, 800), quality=95)
    with Image.open(BytesIO(cut(master, box, side, side).data)) as made:
        return np.asarray(made, np.int16)


def test_a_box_is_cut_where_it_lies() -> None:
    pixels = pixels_of(CropBox(400, 0, 400, 400), 100)
    assert np.abs(pixels - np.array([30, 200, 30])).mean() < 4


@pytest.mark.parametrize("size", [1600, 6400])
def test_a_large_master_is_cut_in_the_same_place(size: int) -> None:
    quarter = size / 4
    box = CropBox(quarter, quarter, 2 * quarter, 2 * quarter)
    pixels = pixels_of(box, 48, quarters(size, size))
    wanted = np.asarray(quarters(48, 48), np.int16)
    assert np.abs(pixels - wanted).mean() < 6


def test_a_positive_angle_turns_the_picture_clockwise() -> None:
    pixels = pixels_of(CropBox(100, 100, 600, 600, angle=90), 100)
    clockwise = quarters(100, 100).transpose(Image.Transpose.ROTATE_270)
    assert np.abs(pixels - np.asarray(clockwise, np.int16)).mean() < 6


def test_a_small_angle_agrees_with_pillows_own_turn() -> None:
    box = CropBox(150, 120, 500, 500, angle=7)
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    turned = quarters(800, 800).rotate(-7, Image.Resampling.BICUBIC, center=middle)
    wanted = turned.crop((150, 120, 650, 620)).resize((100, 100))
    assert np.abs(pixels_of(box, 100) - np.asarray(wanted, np.int16)).mean() < 4


def test_outside_the_picture_it_is_white() -> None:
    pixels = pixels_of(CropBox(-400, 0, 800, 800), 100)
    assert pixels[:, :45].min() > 245


def test_all_formats_show_the_same() -> None:
    master = encoded(quarters(800, 800), quality=95)
    box = CropBox(150, 120, 500, 500, angle=3)
    shown = []
    for form in FORMATS.values():
        with Image.open(BytesIO(cut(master, box, 96, 96, form).data)) as picture:
            shown.append(np.asarray(picture.convert("RGB"), np.int16))
    assert max(np.abs(one - shown[0]).mean() for one in shown) < 3


def test_a_box_may_be_higher_than_wide() -> None:
    made = cut(encoded(quarters(800, 800)), CropBox(0, 0, 400, 500), 80, 100)
    with Image.open(BytesIO(made.data)) as picture:
        assert picture.size == (80, 100)


def test_the_steps_are_told() -> None:
    made = cut(encoded(quarters(800, 800)), CropBox(1, 2, 400, 400, angle=-2.5), 96, 96, AVIF)
    assert made.steps == (
        "turned by -2.5°",
        "cropped to 400 x 400 px at 1, 2",
        "scaled to 96 x 96 px",
        "written as AVIF, quality 70",
    )


def test_webp_and_avif_take_fewer_bytes_than_jpeg(demo_photo: Callable[[str], bytes]) -> None:
    box = CropBox(60, 60, 520, 520)
    sizes = {
        form.extension: len(cut(demo_photo("e1001"), box, 240, 240, form).data)
        for form in (AVIF, WEBP, JPEG)
    }
    assert max(sizes["avif"], sizes["webp"]) < 0.75 * sizes["jpg"]


def test_a_placeholder_has_the_colours_of_its_box() -> None:
    thumbnail = encoded(quarters(160, 160))
    green = placeholder_of(thumbnail, 1600, CropBox(850, 50, 700, 700))
    red, green_part, blue = (int(green.colour[at : at + 2], 16) for at in (1, 3, 5))
    assert green_part > 2 * max(red, blue)
    assert green.data_uri.startswith("data:image/webp;base64,")
    assert len(green.data_uri) < 400
