import io

import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from photos.quality.face_patch import LINEAR
from tests.quality.sweeps import EVERYBODY, Render, base, renders, series


def lit(render: Render, gains: tuple[float, float, float]) -> bytes:
    """The picture under light of another colour: linear gains of red, green and blue."""
    linear = LINEAR[np.asarray(Image.open(io.BytesIO(render.data)))] * np.array(gains, np.float32)
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    out = io.BytesIO()
    Image.fromarray((coded.clip(0, 1) * 255 + 0.5).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def cast(data: bytes) -> float:
    value = analyse(data).measurement("colour_cast").value
    assert value is not None
    return value


@pytest.mark.parametrize("identity", EVERYBODY)
def test_redder_light_reads_higher_on_every_skin(identity: str) -> None:
    values = [cast(lit(base(identity), (1.0, 0.5**stops, 0.25**stops))) for stops in (0, 1, 1.6)]
    assert values == sorted(values)
    assert values[0] < 0.7
    assert values[2] > 1.5


def test_neutral_light_reads_alike_on_every_skin() -> None:
    values = [base(identity).value("colour_cast") for identity in EVERYBODY]
    assert max(values) - min(values) < 0.5


@pytest.mark.parametrize("identity", EVERYBODY)
def test_darker_files_have_the_same_cast(identity: str) -> None:
    for one in series("exposure", identity)[:2]:
        unchanged = base(identity).value("colour_cast")
        assert one.value("colour_cast") == pytest.approx(unchanged, abs=0.3), one.photo


def test_no_background_gives_the_face_a_cast() -> None:
    assert max(one.value("colour_cast") for one in renders() if one.series == "background") < 0.9


def test_black_and_white_has_no_colour_to_judge() -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(base("laura").data)).convert("L").save(out, "PNG")
    measured = analyse(out.getvalue()).measurement("colour_cast")
    assert measured.value is None
    assert "black and white" in measured.reason
