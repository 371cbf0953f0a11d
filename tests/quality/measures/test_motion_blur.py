import io

import cv2
import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.sweeps import EVERYBODY, Render, base


def smeared(render: Render, length: int, angle: int) -> bytes:
    """The picture as a camera that moved by `length` px along `angle` degrees takes it."""
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    for step in np.linspace(-length / 2, length / 2, 8 * length):
        column, row = np.round(length + step * along).astype(int)
        kernel[row, column] += 1
    pixels = cv2.filter2D(
        np.asarray(Image.open(io.BytesIO(render.data))), -1, kernel / kernel.sum()
    )
    out = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 45, 90])
@pytest.mark.parametrize("identity", ["amara", "laura"])
def test_longer_smears_read_higher_in_any_direction(identity: str, angle: int) -> None:
    one = base(identity)
    values = [one.value("motion_blur")]
    for length in (5, 9, 17):
        seen = analyse(smeared(one, length, angle)).measurement("motion_blur").value
        assert seen is not None
        values.append(seen)
    assert values == sorted(values)
    assert values[0] < 1.1 < values[2]


@pytest.mark.parametrize("identity", EVERYBODY)
def test_still_faces_pass(identity: str) -> None:
    assert base(identity).value("motion_blur") < 1.1
