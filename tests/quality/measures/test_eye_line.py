import pytest

from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_eyes_stand_on_the_target_line_where_the_square_can_move(identity: str) -> None:
    assert base(identity).value("eye_line") == pytest.approx(0.40, abs=0.01)
