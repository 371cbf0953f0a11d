import pytest

from tests.quality.sweeps import PEOPLE, base, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_it_grows_with_the_turn(identity: str) -> None:
    assert is_monotone([one.value("head_and_gaze") for one in series("yaw", identity)])


@pytest.mark.parametrize("identity", PEOPLE)
def test_a_face_to_the_camera_reads_its_yaw_alone(identity: str) -> None:
    one = base(identity)
    assert one.value("head_and_gaze") == pytest.approx(abs(one.value("head_pose_yaw")))
