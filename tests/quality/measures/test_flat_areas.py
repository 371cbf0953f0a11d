import io

import pytest
from PIL import Image, ImageDraw

from photos.quality.analysis import analyse
from photos.quality.standard import load_standard
from photos.quality.verdict import Outcome, judge
from tests.quality.sweeps import renders


def smiley(form: str) -> bytes:
    """A yellow face on blue, which the networks take for a face beyond doubt."""
    drawing = Image.new("RGB", (400, 400), (120, 160, 220))
    pen = ImageDraw.Draw(drawing)
    pen.ellipse((100, 80, 300, 330), outline="black", width=5, fill=(255, 220, 90))
    for x in (160, 240):
        pen.ellipse((x - 12, 160, x + 12, 184), fill="black")
    pen.arc((150, 210, 250, 280), 10, 170, fill="black", width=5)
    out = io.BytesIO()
    drawing.save(out, form, quality=85)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_drawing_is_a_verdict_with_its_reason(form: str) -> None:
    verdict = judge(analyse(smiley(form)), load_standard("headshot"))
    assert verdict.outcome == Outcome.RETAKE
    (finding,) = (one for one in verdict.findings if one.rule == "flat_areas")
    assert "seems to be drawn" in finding.message


def test_no_photograph_of_proper_exposure_reads_as_drawn() -> None:
    photographs = [one for one in renders() if one.series != "exposure"]
    assert max(one.value("flat_areas") for one in photographs) < 0.15
