import pytest

from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_eye_distance_is_in_pixels_of_the_file(identity: str) -> None:
    one = base(identity)
    assert one.value("inter_eye_distance") == pytest.approx(one.number("iod_px"), rel=0.1)
