"""The smallest change that would pass."""

import pytest

from photos.quality.smallest_change import changes, smallest_change
from photos.quality.standard import load_standard
from tests.quality.test_said import left_english

NBSP = "\N{NO-BREAK SPACE}"
HEADSHOT = load_standard("headshot")


@pytest.mark.parametrize(
    ("rule", "value", "unit", "told"),
    [
        ("head_height", 0.38, "share",
         "45_% is enough: come closer by about a fifth of the distance."),
        ("head_height", 0.9, "share",
         "Up to 80_% is fine: step back by about a fifth of the distance."),
        ("head_height", 0.05, "share", "45_% is enough."),
        ("head_height", 0.6, "share", ""),
        ("head_pose_roll", -13.2, "deg", "Up to 8° is fine: straighten the head by about 5°."),
        ("illumination_uniformity", 2.5, "stops",
         "Up to 2.8_times is fine: give the darker side about 2.0_times the light."),
        ("background_busyness", 0.62, "share", "Up to 30_% is fine."),
    ],
)  # fmt: skip
def test_it_is_told_in_numbers_that_somebody_can_act_on(
    rule: str, value: float, unit: str, told: str
) -> None:
    sentence = smallest_change(HEADSHOT.rule(rule), value, unit)
    assert sentence == told.replace("_", NBSP)


def test_every_sentence_can_be_said_in_another_language() -> None:
    assert set(changes()) <= {rule.id for rule in HEADSHOT.rules}
    units = {"illumination_uniformity": "stops", "back_light": "stops", "inter_eye_distance": "px"}
    for rule in HEADSHOT.rules:
        unit = units.get(rule.id, "deg" if "pose" in rule.id or "gaze" in rule.id else "share")
        for edge, step in ((rule.passes.low, -0.02), (rule.passes.high, 9.7)):
            if abs(edge) < float("inf"):
                assert not left_english(smallest_change(rule, edge + step, unit)).strip(" .:")
