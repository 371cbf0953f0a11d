import pytest

from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", ["amara", "laura"])
def test_blur_lowers_sharpness(identity: str) -> None:
    slight, strong = series("blur", identity)
    sharp = base(identity).value("sharpness")
    assert sharp > slight.value("sharpness") > strong.value("sharpness")


@pytest.mark.parametrize("identity", PEOPLE)
def test_darker_file_is_as_sharp(identity: str) -> None:
    darkest, darker, *_ = series("exposure", identity)
    unchanged = base(identity).value("sharpness")
    assert darker.value("sharpness") == pytest.approx(unchanged, rel=0.2)
    assert darkest.value("sharpness") == pytest.approx(unchanged, rel=0.3)
