import io

import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_centred_face_reads_near_zero(identity: str) -> None:
    assert abs(base(identity).value("face_centre_offset")) < 0.03


@pytest.mark.parametrize("shift", [-60, 60])
def test_shifted_face_reads_its_shift(shift: int) -> None:
    picture = Image.open(io.BytesIO(base("kenji").data))
    wall = Image.new("RGB", picture.size, picture.getpixel((2, 2)))
    wall.paste(picture, (shift, 0))
    out = io.BytesIO()
    wall.save(out, "PNG")
    seen = analyse(out.getvalue()).measurement("face_centre_offset").value
    assert seen == pytest.approx(shift / picture.width, abs=0.03)
