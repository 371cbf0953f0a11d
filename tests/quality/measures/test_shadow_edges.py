import io

import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, Render, base


def with_hard_shadow(render: Render) -> bytes:
    """The picture with the lower half of the face two stops darker, behind a sharp edge."""
    pixels = np.asarray(Image.open(io.BytesIO(render.data)).convert("RGB")).astype(np.float32)
    edge = round((render.number("left_eye_y") + render.number("chin_y")) / 2)
    pixels[edge:] *= 0.25**0.4545  # two stops through a gamma of 2.2
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("identity", PEOPLE)
def test_hard_shadow_reads_higher_than_soft_light(identity: str) -> None:
    one = base(identity)
    shadowed = analyse(with_hard_shadow(one)).measurement("shadow_edges").value
    assert shadowed is not None
    assert shadowed > 1.15 * one.value("shadow_edges")
    assert one.value("shadow_edges") < 0.25
