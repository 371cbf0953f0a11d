import pytest

from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_file_shows_what_lies_between_chin_and_bottom(identity: str) -> None:
    one = base(identity)
    eyes = (one.number("left_eye_y") + one.number("right_eye_y")) / 2
    unit = one.number("chin_y") - eyes
    true = (one.analysis.height - one.number("chin_y")) / unit
    assert one.value("body_in_file") == pytest.approx(true, rel=0.12)
