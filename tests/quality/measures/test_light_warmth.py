from statistics import median

import pytest

from photos.evaluation.doses.light import white_balance
from photos.evaluation.doses.original import as_png, original
from photos.quality.analysis import analyse
from tests.quality.pictures import encoded, portrait
from tests.quality.sweeps import EVERYBODY, base, renders, series

SPREAD = 0.2  # stops between six people in the same light
WRONG = 0.5  # stops, a white balance that plainly stands out


def under(identity: str, stops: float) -> float:
    photo = original(identity, base(identity).data)
    value = analyse(as_png(white_balance(photo, stops))).measurement("light_warmth").value
    assert value is not None
    return value


@pytest.mark.parametrize("identity", EVERYBODY)
@pytest.mark.parametrize("stops", [-WRONG, WRONG])
def test_warmer_and_bluer_light_reads_its_stops_on_every_skin(identity: str, stops: float) -> None:
    moved = under(identity, stops) - base(identity).value("light_warmth")
    assert moved == pytest.approx(stops, abs=0.1)


def test_one_under_a_lamp_stands_out_whoever_it_is() -> None:
    team = {one: base(one).value("light_warmth") for one in EVERYBODY}
    for one in EVERYBODY:
        others = [value for name, value in team.items() if name != one]
        furthest = max(abs(value - median(others)) for value in others)
        assert under(one, WRONG) - median(others) > 2 * furthest, one


def test_the_same_light_reads_alike_on_every_skin_before_any_wall() -> None:
    values = [
        one.value("light_warmth") for one in renders() if one.series in {"base", "background"}
    ]
    assert max(values) - min(values) < 2 * SPREAD
    bases = [base(one).value("light_warmth") for one in EVERYBODY]
    assert max(bases) - min(bases) < SPREAD


@pytest.mark.parametrize("identity", EVERYBODY)
def test_darker_and_brighter_files_are_as_warm(identity: str) -> None:
    unchanged = base(identity).value("light_warmth")
    for one in series("exposure", identity):
        assert one.value("light_warmth") == pytest.approx(unchanged, abs=SPREAD), one.photo


def test_black_and_white_has_no_warmth() -> None:
    grey = portrait().convert("L")
    measured = analyse(encoded(grey, "PNG")).measurement("light_warmth")
    assert measured.value is None
    assert "black and white" in measured.reason
