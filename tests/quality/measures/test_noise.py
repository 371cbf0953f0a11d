import io

import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.pictures import encoded
from tests.quality.sweeps import EVERYBODY, Render, base, series


def grainy(render: Render, sigma: float) -> bytes:
    """The picture with a sensor's grain of `sigma` 8-bit levels."""
    pixels = np.asarray(Image.open(io.BytesIO(render.data)), np.float32)
    grain = np.random.default_rng(0).normal(0, sigma, (*pixels.shape[:2], 1))
    return encoded(Image.fromarray((pixels + grain).clip(0, 255).astype(np.uint8)), "PNG")


@pytest.mark.parametrize("identity", EVERYBODY)
def test_grain_is_read_alike_on_any_skin(identity: str) -> None:
    """The heads are 250 px high: shown at 200, a part of the grain averages out."""
    for sigma in (6.0, 12.0, 24.0):
        seen = analyse(grainy(base(identity), sigma)).measurement("noise").value
        assert seen == pytest.approx(0.5 * sigma, rel=0.3)


@pytest.mark.parametrize("identity", EVERYBODY)
def test_clean_pictures_have_little_at_any_exposure(identity: str) -> None:
    for one in (base(identity), *series("exposure", identity)):
        assert one.value("noise") < 2.5, one.photo
