import io

import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.sweeps import base, series


@pytest.mark.parametrize("identity", ["amara", "laura"])
def test_blur_lowers_detail(identity: str) -> None:
    slight, strong = series("blur", identity)
    sharp = base(identity).value("detail")
    assert sharp > slight.value("detail")
    assert sharp > 1.3 * strong.value("detail")


def test_enlarged_file_reads_low() -> None:
    picture = Image.open(io.BytesIO(base("kenji").data))
    double = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    double.save(out, "PNG")
    seen = analyse(out.getvalue()).measurement("detail").value
    assert seen is not None
    assert seen < 0.7 * base("kenji").value("detail")
