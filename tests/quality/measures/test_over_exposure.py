import pytest

from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_proper_exposure_burns_nothing_out(identity: str) -> None:
    assert base(identity).value("over_exposure") < 0.01


def test_two_stops_too_much_burn_light_skin_out() -> None:
    assert series("exposure", "laura")[-1].value("over_exposure") > 0.3
