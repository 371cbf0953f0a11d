"""What every family of doses does, and that every measure follows its own."""

from functools import cache

import numpy as np
import pytest

from photos.evaluation.doses.families import FAMILIES, Family, changed, follows
from photos.evaluation.doses.original import Original, original
from photos.quality.analysis import Analysis
from photos.quality.standard import load_standard
from photos.quality.verdict import judge
from tests.quality.sweeps import EVERYBODY, base

HEADSHOT = load_standard("headshot")
FAULT = {"warn", "fail"}
# Two to three stops too much do not burn very dark skin.
NEVER = {("too bright", "over_exposure", "amara")}
# Their lowest dose is framed alike, or stands before a plain wall.
PICTURES_OF_THEIR_OWN = {
    "crown cut",
    "clutter",
    "light and dark behind",
    "clutter out of focus",
    "coloured wall",
}
UNCHANGED = [one for one in FAMILIES if one.doses[0] in {0, 1} and one.name != "head size"]


@cache
def person(identity: str) -> Original:
    return original(identity, base(identity).data)


def is_flagged(family: Family, seen: Analysis) -> bool:
    verdict = judge(seen, HEADSHOT)
    return any(one.rule in family.rules and one.outcome in FAULT for one in verdict.findings)


@pytest.mark.parametrize(
    ("family", "identity"),
    [
        pytest.param(family, identity, id=f"{family.name}-{identity}")
        for number, family in enumerate(FAMILIES)
        # The others in the next families; `benchmark errors` tries more photos.
        for identity in EVERYBODY[number % 6 :: 6]
    ],
)
def test_measures_follow_their_dose_and_large_ones_are_flagged(
    family: Family, identity: str
) -> None:
    seen = {dose: changed(person(identity), family, dose) for dose in family.doses}
    for measure in family.measures:
        if (family.name, measure, identity) in NEVER:
            return
        values = [one.measurement(measure).value for one in seen.values()]
        assert follows(values, rising=measure in family.rising), (measure, values)
    if family.flagged_from is None:
        return
    for dose, one in seen.items():
        if dose >= family.flagged_from:
            assert is_flagged(family, one), dose
    if family in UNCHANGED:
        assert not is_flagged(family, seen[family.doses[0]])


@pytest.mark.parametrize(
    "family",
    [one for one in UNCHANGED if one.name not in PICTURES_OF_THEIR_OWN],
    ids=lambda one: one.name,
)
def test_no_dose_changes_no_pixel(family: Family) -> None:
    photo = person("laura")
    if family.name in PICTURES_OF_THEIR_OWN:
        pytest.skip(
            "its lowest dose is a picture of its own: framed alike, or before a plain wall"
        )
    assert np.array_equal(family.apply(photo, family.doses[0]), photo.pixels)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.name)
def test_the_same_dose_gives_the_same_pixels(family: Family) -> None:
    photo, dose = person("kenji"), family.doses[-1]
    assert np.array_equal(family.apply(photo, dose), family.apply(photo, dose))


def test_blur_of_four_hundredths_of_the_head_is_flagged_on_everybody() -> None:
    (blur,) = (one for one in FAMILIES if one.name == "out of focus")
    assert all(is_flagged(blur, changed(person(one), blur, 0.04)) for one in EVERYBODY)
