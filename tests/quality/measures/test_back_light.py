import pytest

from tests.quality.sweeps import PEOPLE, backgrounds, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_white_wall_is_not_back_light_on_any_skin(identity: str) -> None:
    assert backgrounds(identity)["white"].value("back_light") <= 4.0


@pytest.mark.parametrize("identity", PEOPLE)
def test_lighter_background_reads_higher(identity: str) -> None:
    seen = backgrounds(identity)
    assert seen["dark"].value("back_light") < seen["white"].value("back_light")


@pytest.mark.parametrize("identity", PEOPLE)
def test_less_exposure_changes_nothing(identity: str) -> None:
    darkest, darker, *_ = (one.value("back_light") for one in series("exposure", identity))
    assert darkest == pytest.approx(darker, abs=0.1)
