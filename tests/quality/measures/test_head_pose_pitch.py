import pytest

from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_level_head_reads_level(identity: str) -> None:
    assert abs(base(identity).value("head_pose_pitch")) < 10
