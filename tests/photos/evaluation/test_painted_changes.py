"""The changes that are painted for docs/measures: each does one thing, in one place."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from photos.evaluation.doses.original import Original, Pixels, as_png, original
from photos.evaluation.measure_pages import covers, eyes_and_mouth
from photos.quality.analysis import analyse
from tests.quality.sweeps import base

DOSED: dict[str, tuple[Callable[[Original, float], Pixels], float]] = {
    "lids": (eyes_and_mouth.lowered_lids, 1.0),
    "mouth": (eyes_and_mouth.opened_mouth, 0.2),
    "nod": (eyes_and_mouth.nod, 20.0),
    "board": (covers.covered_face, 0.5),
}
WORN = {
    "glasses": covers.with_glasses,
    "beard": covers.with_beard,
    "trimmed beard": covers.with_trimmed_beard,
    "scarf": covers.with_scarf,
}


@cache
def photo() -> Original:
    return original("laura", base("laura").data)


def changed_rows(pixels: Pixels) -> tuple[float, float]:
    """Between which rows anything changed, from the eyes (0) to the chin (1)."""
    rows = np.flatnonzero((pixels != photo().pixels).any((1, 2)))
    eyes, unit = photo().marks.eye_midpoint[1], photo().marks.eye_to_chin
    return float((rows[0] - eyes) / unit), float((rows[-1] - eyes) / unit)


@pytest.mark.parametrize("name", DOSED)
def test_no_dose_changes_no_pixel(name: str) -> None:
    apply, _ = DOSED[name]
    assert np.array_equal(apply(photo(), 0), photo().pixels)


@pytest.mark.parametrize("name", DOSED)
def test_the_same_dose_gives_the_same_pixels(name: str) -> None:
    apply, dose = DOSED[name]
    first, second = apply(photo(), dose), apply(photo(), dose)
    assert np.array_equal(first, second)
    assert not np.array_equal(first, photo().pixels)


@pytest.mark.parametrize("name", WORN)
def test_what_is_worn_is_the_same_each_time_and_leaves_a_face(name: str) -> None:
    worn = WORN[name](photo())
    assert np.array_equal(worn, WORN[name](photo()))
    assert len(analyse(as_png(worn)).faces) == 1


def test_lids_change_nothing_but_the_eyes() -> None:
    low, high = changed_rows(eyes_and_mouth.lowered_lids(photo(), 1.0))
    assert -0.3 < low < high < 0.3


def test_a_beard_begins_below_the_eyes_and_ends_at_the_chin() -> None:
    low, high = changed_rows(covers.with_beard(photo()))
    assert 0.05 < low < high < 1.25


def test_a_wall_changes_what_is_not_the_person() -> None:
    changed = covers.grey_wall(photo(), 64)
    assert np.array_equal(changed[photo().person == 1], photo().pixels[photo().person == 1])
    assert (changed[photo().person == 0] == 64).all()
