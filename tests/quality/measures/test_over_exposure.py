import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageEnhance

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_proper_exposure_burns_nothing_out(identity: str) -> None:
    assert base(identity).value("over_exposure") < 0.07


def test_two_stops_too_much_burn_light_skin_out() -> None:
    assert series("exposure", "laura")[-1].value("over_exposure") > 0.3


@pytest.mark.parametrize("factor", [0.7, 0.9, 1.0])
def test_burnt_face_stays_burnt_when_the_file_is_darkened(
    factor: float, demo_photo: Callable[[str], bytes]
) -> None:
    burnt = Image.open(io.BytesIO(demo_photo("e1017")))
    out = io.BytesIO()
    ImageEnhance.Brightness(burnt).enhance(factor).save(out, "JPEG", quality=88)
    seen = analyse(out.getvalue()).measurement("over_exposure").value
    assert seen is not None
    assert seen > 0.15
