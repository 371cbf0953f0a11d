import math

import pytest

from photos.evaluation.doses.original import as_png, original
from photos.evaluation.doses.scene import yellow_wall
from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, backgrounds, base


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize("yellowness", [-30, 0, 30])
def test_wall_reads_its_yellowness_on_everybody(identity: str, yellowness: int) -> None:
    photo = original(identity, base(identity).data)
    seen = analyse(as_png(yellow_wall(photo, yellowness)))
    assert seen.measurement("background_yellow_blue").value == pytest.approx(yellowness, abs=1)
    assert seen.measurement("background_red_green").value == pytest.approx(0, abs=1)


@pytest.mark.parametrize("name", ["white", "blue", "foliage_blur"])
def test_both_sides_of_the_colour_make_its_chroma(name: str) -> None:
    seen = backgrounds("kenji")[name]
    sides = (seen.value("background_red_green"), seen.value("background_yellow_blue"))
    assert math.hypot(*sides) == pytest.approx(seen.value("background_chroma"), abs=0.01)
