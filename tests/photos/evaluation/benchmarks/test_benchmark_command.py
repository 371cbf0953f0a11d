"""manage.py benchmark, run as its users run it. No test asks how long anything takes."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from photos.evaluation.benchmarks import costs as every_cost
from photos.evaluation.benchmarks.pictures import SIZES, Size
from photos.evaluation.benchmarks.speeds import STAGES

# The larger ones are a quarter as wide and high here: all is done to them, in a tenth of the time.
SMALLER = {one.name: Size(one.name, one.width // 4, one.height // 4) for one in SIZES[2:]}
SHARES = {"part", "whole", "value", "low", "high"}


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("benchmark", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture(scope="module")
def costs() -> Any:
    """What a quick run of `assess` finds out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(every_cost, "SIZES", [SMALLER.get(one.name, one) for one in SIZES])
        patch.setattr(every_cost, "TWELVE", SMALLER["12mp"])
        return json.loads(run("--quick", "--json"))


@pytest.mark.slow
def test_costs_keep_their_keys(costs: Any) -> None:
    assert set(costs) == {
        "runs", "photo_12mp_mb", "full_decode_12mp_ms", "assess_12mp_ms",
        "assess_12mp_vs_full_decode", "face_recognition_12mp_ms",
        "assess_12mp_vs_face_recognition", "processes", "processes_speedup",
        "processes_speedup_undisturbed", "worker_rss_mb", "worker_rss_with_hog_mb",
        "rejudge_100k_s", "rejudge_vs_assess", "isolation", "stages",
    }  # fmt: skip
    assert set(costs["isolation"]["analyse"]) == {"here_ms", "apart_ms", "extra_ms", "ratio"}
    assert set(costs["processes"]["1"]) == {"photos_per_second", "cpu_ms"}


@pytest.mark.slow
def test_every_stage_is_timed_at_every_size(costs: Any) -> None:
    assert list(costs["stages"]) == ["0_1mp", "1mp", "12mp", "24mp"]
    for size in costs["stages"].values():
        assert {"megapixels", "megabytes", "ms_per_megapixel", "vs_full_decode"} < set(size)
        for stage in STAGES:
            assert 0 < size[stage]["median_ms"] <= size[stage]["p95_ms"]
            assert size[stage]["cpu_ms"] > 0


@pytest.mark.slow
def test_asking_dlib_takes_more_memory(costs: Any) -> None:
    assert 0 < costs["worker_rss_mb"] < costs["worker_rss_with_hog_mb"]


def test_errors_of_two_families_are_counted_by_dose() -> None:
    found = json.loads(run("errors", "--quick", "--json", "--family", "tilt", "--family", "bars"))
    assert list(found["families"]) == ["tilt", "bars"]
    assert found["photos"] == 1
    bars = found["families"]["bars"]
    assert [one["dose"] for one in bars["doses"]] == [0, 0.1, 0.2, 0.4]
    assert [one["must_flag"] for one in bars["doses"]] == [False, True, True, True]
    assert [one["flagged"]["part"] for one in bars["doses"]] == [0, 1, 1, 1]
    assert set(bars["doses"][0]["retake_or_unsure"]) == SHARES
    assert bars["follows"]["baked_frame"]["value"] == 1
    assert found["caught"]["whole"] == 3
    assert set(found["unchanged"]) == {"flagged", "retake_or_unsure", "rules"}


def test_errors_are_printed_in_lines_of_a_terminal() -> None:
    printed = run("errors", "--quick", "--jobs", "1", "--family", "colour taken out")
    assert printed.count("\n  colour taken out  0") == 4  # a line for each dose
    assert "follows its dose" in printed
    assert max(len(line) for line in printed.splitlines()) <= 120


def test_no_process_is_too_few() -> None:
    with pytest.raises(CommandError, match="--jobs: write 1 or more"):
        run("errors", "--jobs", "0")
