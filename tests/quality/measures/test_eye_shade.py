import io

import pytest
from PIL import Image, ImageDraw

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, Render, base, series


def with_dark_glasses(render: Render) -> bytes:
    """The picture with two black lenses painted over the eyes."""
    picture = Image.open(io.BytesIO(render.data)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    reach = 0.42 * render.number("iod_px")
    for side in ("left", "right"):
        x, y = render.number(f"{side}_eye_x"), render.number(f"{side}_eye_y")
        draw.ellipse((x - reach, y - 0.8 * reach, x + reach, y + 0.8 * reach), fill=(12, 12, 14))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("identity", PEOPLE)
def test_dark_glasses_are_darker_than_open_eyes_on_any_skin(identity: str) -> None:
    one = base(identity)
    covered = analyse(with_dark_glasses(one)).measurement("eye_shade").value
    assert covered is not None
    assert covered > one.value("eye_shade") + 0.9


@pytest.mark.parametrize("identity", PEOPLE)
def test_open_eyes_pass_at_any_exposure(identity: str) -> None:
    for one in series("exposure", identity):
        assert one.value("eye_shade") < 1.5, one.photo
