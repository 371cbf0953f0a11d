import pytest

from tests.quality.sweeps import PEOPLE, backgrounds


@pytest.mark.parametrize("identity", PEOPLE)
def test_blue_wall_is_colourful_and_white_is_not(identity: str) -> None:
    seen = backgrounds(identity)
    assert seen["white"].value("background_chroma") < 5
    assert seen["blue"].value("background_chroma") > 20
