import pytest

from tests.quality.sweeps import PEOPLE, base, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_side_light_rises_with_its_dose(identity: str) -> None:
    by_dose = sorted(series("ratio", identity), key=lambda one: abs(float(one.dose)))
    assert is_monotone([abs(one.value("illumination_uniformity")) for one in by_dose])


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize("dose", ["-2", "-1", "1"])
def test_exposure_moves_side_light_by_less_than_a_sixth_of_a_stop(
    identity: str, dose: str
) -> None:
    (one,) = (render for render in series("exposure", identity) if render.dose == dose)
    unchanged = base(identity).value("illumination_uniformity")
    assert one.value("illumination_uniformity") == pytest.approx(unchanged, abs=0.15)


def test_side_light_reads_nearly_alike_on_dark_and_light_skin() -> None:
    even = [base(identity).value("illumination_uniformity") for identity in PEOPLE]
    assert max(even) - min(even) < 0.15
