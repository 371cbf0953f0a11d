"""Doses of light, held against simple arithmetic on the pixels."""

import numpy as np
import pytest

from photos.evaluation.doses import light
from photos.evaluation.doses.original import Original, original
from photos.quality.face_patch import LINEAR, LUMINANCE
from tests.quality.sweeps import base


@pytest.fixture(scope="module")
def photo() -> Original:
    return original("laura", base("laura").data)


def brightness(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    """Mean linear light."""
    return float((LINEAR[pixels] @ LUMINANCE).mean())


@pytest.mark.parametrize("stops", [-2.0, -1.0])
def test_exposure_takes_light_in_stops(photo: Original, stops: float) -> None:
    darker = brightness(light.exposure(photo, stops)) / brightness(photo.pixels)
    assert np.log2(darker) == pytest.approx(stops, abs=0.05)


def test_side_light_leaves_the_left_and_darkens_the_right(photo: Original) -> None:
    changed = light.side_light(photo, 2.0)
    left, right = slice(0, 20), slice(-20, None)
    assert np.array_equal(changed[:, left], photo.pixels[:, left])
    ratio = brightness(changed[:, right]) / brightness(photo.pixels[:, right])
    assert np.log2(ratio) == pytest.approx(-2, abs=0.05)


def test_back_light_darkens_the_person_and_not_the_wall(photo: Original) -> None:
    changed = light.back_light(photo, 2.0)
    assert np.array_equal(changed[photo.person == 0], photo.pixels[photo.person == 0])
    inner = photo.person > 0.99
    ratio = LINEAR[changed[inner]].mean() / LINEAR[photo.pixels[inner]].mean()
    assert np.log2(ratio) == pytest.approx(-2, abs=0.1)


def test_warm_light_takes_blue_before_green_and_no_red(photo: Original) -> None:
    changed = LINEAR[light.warm_light(photo, 1.0)].mean((0, 1)) / LINEAR[photo.pixels].mean((0, 1))
    assert np.log2(changed) == pytest.approx([0, -0.5, -1], abs=0.05)


def test_darker_skin_is_darker_inside_the_face_alone(photo: Original) -> None:
    changed = light.skin_darkened(photo, 1.0)
    assert np.array_equal(changed[photo.face == 0], photo.pixels[photo.face == 0])
    assert (changed[photo.face > 0.5].mean(1) <= photo.pixels[photo.face > 0.5].mean(1)).all()
