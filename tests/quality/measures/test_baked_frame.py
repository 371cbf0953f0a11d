import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from photos.quality.analysis import Analysis, analyse
from photos.quality.picture import read_picture
from photos.quality.subject import study
from tests.quality.pictures import encoded
from tests.quality.sweeps import PEOPLE, base, renders

FRAMING = ("head_height", "eye_line", "face_centre_offset")


def square(identity: str) -> Image.Image:
    picture = Image.open(io.BytesIO(base(identity).data)).convert("RGB")
    return picture.crop((0, 60, 480, 540))


def in_circle(picture: Image.Image, around: tuple[int, int, int]) -> Image.Image:
    mask = Image.new("L", (4 * picture.width, 4 * picture.height))
    ImageDraw.Draw(mask).ellipse((0, 0, *mask.size), fill=255)
    page = Image.new("RGB", picture.size, around)
    page.paste(picture, mask=mask.resize(picture.size, Image.Resampling.LANCZOS))
    return page


def with_bars(picture: Image.Image, tone: int, across: int, down: int) -> Image.Image:
    page = Image.new("RGB", (picture.width + 2 * across, picture.height + 2 * down), (tone,) * 3)
    page.paste(picture, (across, down))
    return page


def seen(picture: Image.Image) -> Analysis:
    return analyse(encoded(picture, "JPEG", quality=90))


def value(analysis: Analysis, measure: str) -> float:
    found = analysis.measurement(measure).value
    assert found is not None
    return found


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize("around", [(255, 255, 255), (0, 0, 0)])
def test_a_circle_is_found_and_is_not_background(
    identity: str, around: tuple[int, int, int]
) -> None:
    masked = seen(in_circle(square(identity), around))
    assert value(masked, "baked_frame") == pytest.approx(0.215, abs=0.01)
    edges = masked.measurement("background_edges").value
    assert edges is None or edges < 0.005  # hair may leave no background in the circle
    assert masked.usable.width == pytest.approx(480 / 2**0.5, abs=2)


@pytest.mark.parametrize(("across", "down"), [(0, 90), (120, 0), (60, 60)])
@pytest.mark.parametrize("tone", [0, 255])
def test_bars_are_found_and_framing_is_that_of_the_photo(
    tone: int, across: int, down: int
) -> None:
    plain, barred = seen(square("laura")), seen(with_bars(square("laura"), tone, across, down))
    share = 1 - 480 * 480 / ((480 + 2 * across) * (480 + 2 * down))
    assert value(barred, "baked_frame") == pytest.approx(share, abs=0.02)
    for measure in FRAMING:
        assert value(barred, measure) == pytest.approx(value(plain, measure), abs=0.03)


def test_photographs_have_nothing_drawn_around_them() -> None:
    assert {one.value("baked_frame") for one in renders()} == {0.0}


def screenshot(picture: Image.Image) -> Image.Image:
    """The picture on a page: a dark bar with words, a white one, and margins all around."""
    page = Image.new("RGB", (picture.width + 240, picture.height + 260), (255, 255, 255))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, page.width, 60), fill=(32, 36, 44))
    draw.text((24, 22), "Our people", fill=(240, 240, 240))
    draw.text((130, 90), "Laura Bennett, Finance", fill=(60, 60, 60))
    page.paste(picture, (120, 140))
    draw.text((130, page.height - 60), "laura.bennett@example.com", fill=(60, 60, 60))
    return page


@pytest.mark.parametrize("identity", PEOPLE)
def test_the_page_of_a_screenshot_is_not_the_photo(identity: str) -> None:
    plain, shot = seen(square(identity)), seen(screenshot(square(identity)))
    assert shot.usable.width == pytest.approx(480, abs=6)
    assert shot.usable.height == pytest.approx(480, abs=6)
    for measure in FRAMING:
        assert value(shot, measure) == pytest.approx(value(plain, measure), abs=0.03)


@pytest.mark.parametrize("identity", PEOPLE)
def test_a_person_cut_out_on_white_has_no_frame(identity: str) -> None:
    data = base(identity).data
    person = study(read_picture(data)).mask_of_picture[..., None] > 0.5
    pixels = np.where(person, np.asarray(Image.open(io.BytesIO(data))), 255).astype(np.uint8)
    assert value(seen(Image.fromarray(pixels)), "baked_frame") == 0
