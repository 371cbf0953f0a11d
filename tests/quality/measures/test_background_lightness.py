import pytest

from tests.quality.sweeps import PEOPLE, backgrounds


@pytest.mark.parametrize("identity", PEOPLE)
def test_lightness_orders_dark_and_white(identity: str) -> None:
    seen = backgrounds(identity)
    assert seen["dark"].value("background_lightness") < 30
    assert seen["white"].value("background_lightness") > 90
