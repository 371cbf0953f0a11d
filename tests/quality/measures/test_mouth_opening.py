import pytest

from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_closed_mouth_reads_nearly_nothing(identity: str) -> None:
    assert base(identity).value("mouth_opening") < 0.08
