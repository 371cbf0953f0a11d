import pytest

from tests.quality.sweeps import base, series


@pytest.mark.parametrize("identity", ["amara", "laura"])
def test_blur_lowers_sharpness(identity: str) -> None:
    slight, strong = series("blur", identity)
    sharp = base(identity).value("sharpness")
    assert sharp > slight.value("sharpness") > strong.value("sharpness")
