import io

import pytest
from PIL import Image, ImageOps

from photos.quality.analysis import analyse
from tests.quality.pictures import encoded
from tests.quality.sweeps import EVERYBODY, base, renders


@pytest.mark.parametrize("identity", EVERYBODY)
def test_black_and_white_and_sepia_read_as_one_tone(identity: str) -> None:
    grey = Image.open(io.BytesIO(base(identity).data)).convert("L")
    sepia = ImageOps.colorize(grey, (28, 18, 8), (250, 240, 220))
    for picture, most in ((grey, 0.5), (sepia, 4.0)):
        assert (analyse(encoded(picture, "PNG")).measurement("monochrome").value or 0) < most


def test_colour_pictures_read_more_on_any_skin() -> None:
    assert min(one.value("monochrome") for one in renders() if one.series == "base") > 4
