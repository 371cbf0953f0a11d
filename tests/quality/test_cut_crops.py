"""A proposed crop, cut out and assessed as a file of its own, is framed as promised."""

import io

import pytest
from PIL import Image

from photos.quality.analysis import Analysis, analyse
from photos.quality.cut import cut
from photos.quality.findings import FindingOutcome
from photos.quality.geometry import CropBox
from photos.quality.standard import load_standard
from photos.quality.verdict import Outcome, judge
from tests.quality.pictures import encoded
from tests.quality.sweeps import PEOPLE, Render, base, series

HEADSHOT = load_standard("headshot")
FRAMING = {
    "shot_type",
    "head_height",
    "eye_line",
    "face_centre_offset",
    "body_below_chin",
    "head_pose_roll",
}


def wide(render: Render, left: int, above: int, side: int = 1400) -> bytes:
    """The person small in a wide grey room, `left` and `above` px from its corner."""
    room = Image.new("RGB", (side, side), (199, 199, 201))
    room.paste(Image.open(io.BytesIO(render.data)), (left, above))
    return encoded(room, "JPEG", quality=95)


def assert_framed(data: bytes, crop: CropBox) -> None:
    """The crop, cut at its own size, misses no rule about framing."""
    again = judge(analyse(cut(data, crop, round(crop.width), round(crop.height)).data), HEADSHOT)
    missed = {
        one.rule: one.value
        for one in again.findings
        if one.rule in FRAMING and one.outcome == FindingOutcome.FAIL
    }
    assert missed == {}


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize(("left", "above"), [(0, 800), (460, 800), (920, 300)])
def test_small_head_anywhere_is_mended_by_both_crops(identity: str, left: int, above: int) -> None:
    data = wide(base(identity), left, above)
    seen: Analysis = analyse(data)
    verdict = judge(seen, HEADSHOT)
    assert verdict.outcome == Outcome.FIX
    assert verdict.crop is not None
    assert verdict.target_crop is not None
    assert_framed(data, verdict.crop)
    assert_framed(data, verdict.target_crop)


@pytest.mark.parametrize("identity", PEOPLE)
def test_tilted_head_is_straightened(identity: str) -> None:
    for one in series("roll", identity):
        verdict = judge(one.analysis, HEADSHOT)
        if verdict.crop is not None:
            assert_framed(one.data, verdict.crop)
