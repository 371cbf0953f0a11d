"""The demo team: every good photo passes, every faulty one says at least one of its faults."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from photos.quality.analysis import analyse
from photos.quality.findings import FindingOutcome
from photos.quality.standard import load_standard
from photos.quality.verdict import Outcome, judge

TRUTH = Path(__file__).resolve().parents[2] / "demo" / "team" / "truth.csv"
FRAMING = {"head_height", "face_centre_offset", "eye_line", "headroom", "body_below_chin"}
RULES_OF_FAULTS = {
    "too_small": FRAMING,
    "off_centre": FRAMING,
    "too_tight": FRAMING,
    "head_cropped": FRAMING,
    "full_body": {"shot_type"},
    "tilted_head": {"head_pose_roll"},
    "turned_away": {"head_pose_yaw"},
    "eyes_closed": {"eyes_open"},
    "multiple_faces": {"other_faces"},
    "busy_background": {"background_clutter"},
    "coloured_background": {"background_chroma", "back_light"},
    "dark_background": {"background_lightness", "back_light"},
    "bright_background": {"background_lightness", "back_light"},
    "uneven_lighting": {"illumination_uniformity"},
    "backlit": {"back_light", "under_exposure"},
    "underexposed_face": {"back_light", "under_exposure"},
    "overexposed": {"over_exposure"},
    "blurred": {"sharpness"},
    "low_resolution": {"inter_eye_distance", "detail", "block_edges"},
}


def truth() -> list[dict[str, str]]:
    with TRUTH.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", truth(), ids=lambda row: row["photo"])
def test_verdict_is_the_one_the_renderer_meant(
    row: dict[str, str], demo_photo: Callable[[str], bytes]
) -> None:
    verdict = judge(analyse(demo_photo(row["employee_id"])), load_standard("headshot"))
    missed = {one.rule for one in verdict.findings if one.outcome != FindingOutcome.PASS}
    if row["expected"] == "good":
        assert verdict.outcome == Outcome.PASS, missed
        return
    expected = set.union(*(RULES_OF_FAULTS[fault] for fault in row["faults"].split(";")))
    assert verdict.outcome != Outcome.PASS
    assert missed & expected
