import pytest

from photos.quality.crops import in_crop
from photos.quality.geometry import CropBox
from tests.quality.sweeps import PEOPLE, base, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_face_width_grows_with_the_head(identity: str) -> None:
    assert is_monotone([one.value("face_width") for one in series("face_frac", identity)])


@pytest.mark.parametrize("identity", PEOPLE)
def test_a_face_keeps_its_width_in_true_distances_between_the_eyes(identity: str) -> None:
    renders = [base(identity), *series("face_frac", identity)]
    widths = [
        one.value("face_width") * one.analysis.width / one.number("iod_px") for one in renders
    ]
    assert widths == pytest.approx([widths[0]] * len(widths), rel=0.06)
    assert 1.9 < widths[0] < 2.6


@pytest.mark.parametrize("angle", [0.0, 12.0])
def test_half_as_wide_a_crop_shows_the_face_twice_as_wide(angle: float) -> None:
    seen = base("laura").analysis
    cropped = in_crop(seen, CropBox(120, 180, 240, 240, angle))
    wide = 2 * base("laura").value("face_width")
    assert cropped.measurement("face_width").value == pytest.approx(wide, abs=0.001)
