import pytest

from tests.quality.sweeps import PEOPLE, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_larger_head_shows_less_body(identity: str) -> None:
    seen = [one.value("body_below_chin") for one in series("face_frac", identity)]
    assert is_monotone(seen[::-1])
