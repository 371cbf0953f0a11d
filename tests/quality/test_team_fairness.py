"""Six people of all skins, taken alike, fit in alike; whoever is taken otherwise stands out."""

import pytest

from photos.quality.alignment import align
from photos.quality.baselines import Baseline, baseline_of
from photos.quality.looks import Look, look_of
from photos.quality.standard import load_standard
from photos.quality.team import compare
from photos.quality.team_rules import team_rules
from photos.quality.uses import use_named
from tests.quality.sweeps import EVERYBODY, Render, base, renders

STANDARD, RULES = load_standard("headshot"), team_rules("headshot")


def look(render: Render) -> Look:
    """How the directory would show the picture."""
    crop = align(render.analysis, use_named("directory")).box
    return look_of(render.analysis, crop, STANDARD)


def usual() -> Baseline:
    """What the six have in common before one wall, in one light."""
    found = baseline_of([look(base(person)) for person in EVERYBODY])
    assert found is not None
    return found


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_stands_out_by_their_skin(person: str) -> None:
    likeness = compare(look(base(person)), usual(), RULES)
    assert likeness.misfits == []
    assert likeness.score is not None
    assert likeness.score >= 95


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize(
    ("series", "dose", "feature"),
    [("background", "dark", "background_lightness"), ("ratio", "2", "light_direction")],
)
def test_everybody_stands_out_by_the_same_dose(
    person: str, series: str, dose: str, feature: str
) -> None:
    (changed,) = (
        one
        for one in renders()
        if (one.identity, one.series) == (person, series)
        and dose in (one.dose.lstrip("-"), one.truth["background"])  # from either side
    )
    misfits = compare(look(changed), usual(), RULES).misfits
    assert feature in {one.feature.name for one in misfits}
