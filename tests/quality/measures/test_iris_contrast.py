from collections.abc import Callable

import pytest

from photos.quality.analysis import analyse
from photos.quality.standard import load_standard
from photos.quality.verdict import Outcome, judge
from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_open_eyes_show_white_beside_dark_at_any_exposure(identity: str) -> None:
    for one in (base(identity), *series("exposure", identity)):
        assert one.value("iris_contrast") > 1.1, one.photo


@pytest.mark.parametrize("identity", PEOPLE)
def test_turned_and_tilted_heads_keep_their_eyes_open(identity: str) -> None:
    for one in (*series("roll", identity), *series("yaw", identity)[:2]):
        assert one.value("iris_contrast") > 1.1, one.photo


def test_closed_eyes_are_a_case_for_a_person(demo_photo: Callable[[str], bytes]) -> None:
    verdict = judge(analyse(demo_photo("e1024")), load_standard("headshot"))
    assert verdict.outcome == Outcome.UNSURE
    (finding,) = (one for one in verdict.findings if one.rule == "eyes_open")
    assert "closed" in finding.message


def test_eyes_of_few_pixels_are_not_assessed() -> None:
    smallest = series("face_frac", "amara")[0]
    assert smallest.analysis.measurement("iris_contrast").reason
