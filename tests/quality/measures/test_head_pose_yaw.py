import pytest

from tests.quality.sweeps import PEOPLE, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_yaw_grows_with_the_turn(identity: str) -> None:
    assert is_monotone([one.value("head_pose_yaw") for one in series("yaw", identity)])


@pytest.mark.parametrize("identity", PEOPLE)
def test_yaw_is_within_eleven_degrees_up_to_45(identity: str) -> None:
    for one in series("yaw", identity):
        assert one.value("head_pose_yaw") == pytest.approx(one.number("yaw"), abs=11)
