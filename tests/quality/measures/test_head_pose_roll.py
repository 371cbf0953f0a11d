import pytest

from tests.quality.sweeps import PEOPLE, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_roll_is_read_in_degrees_clockwise(identity: str) -> None:
    for one in series("roll", identity):
        assert one.value("head_pose_roll") == pytest.approx(one.number("roll"), abs=2)
