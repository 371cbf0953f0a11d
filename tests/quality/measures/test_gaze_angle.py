import io

import pytest
from PIL import Image, ImageDraw

from photos.quality.analysis import analyse
from tests.quality.sweeps import EVERYBODY, PEOPLE, Render, base, series


def with_irises(render: Render, left: float, right: float) -> bytes:
    """The picture with painted eyes whose irises stand off the middle by shares of half an
    eye's width, -1 to 1 towards the picture's right."""
    picture = Image.open(io.BytesIO(render.data)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    half = 0.22 * render.number("iod_px")
    for side, offset in (("right", left), ("left", right)):  # truth.csv names the person's sides
        x, y = render.number(f"{side}_eye_x"), render.number(f"{side}_eye_y")
        draw.ellipse((x - half, y - 0.4 * half, x + half, y + 0.4 * half), fill=(235, 232, 228))
        iris, x = 0.38 * half, x + offset * half
        draw.ellipse((x - iris, y - iris, x + iris, y + iris), fill=(40, 30, 25))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def gaze(data: bytes) -> float:
    value = analyse(data).measurement("gaze_angle").value
    assert value is not None
    return value


@pytest.mark.parametrize("identity", PEOPLE)
def test_gaze_follows_the_irises(identity: str) -> None:
    one = base(identity)
    values = [gaze(with_irises(one, offset, offset)) for offset in (-0.5, 0.0, 0.5)]
    assert values[0] < -15 < values[1] < 15 < values[2]


@pytest.mark.parametrize("identity", PEOPLE)
def test_a_squint_is_no_gaze(identity: str) -> None:
    assert abs(gaze(with_irises(base(identity), 0.5, 0.0))) < 25
    assert gaze(with_irises(base(identity), 0.4, -0.4)) == 0.0


@pytest.mark.parametrize("identity", EVERYBODY)
def test_eyes_that_look_into_the_camera_pass_at_any_exposure(identity: str) -> None:
    for one in (base(identity), *series("exposure", identity)):
        assert abs(one.value("gaze_angle")) < 25, one.photo
