import pytest

from tests.quality.sweeps import PEOPLE, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_head_height_grows_with_the_head(identity: str) -> None:
    renders = series("face_frac", identity)
    assert is_monotone([one.value("head_height") for one in renders])


@pytest.mark.parametrize("identity", PEOPLE)
def test_head_height_is_twice_eyes_to_chin_of_the_square(identity: str) -> None:
    for one in series("face_frac", identity)[1:]:
        eyes = (one.number("left_eye_y") + one.number("right_eye_y")) / 2
        true = 2 * (one.number("chin_y") - eyes) / one.analysis.width
        assert one.value("head_height") == pytest.approx(true, rel=0.12)
