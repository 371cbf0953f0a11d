"""The demo team, cut for the directory and measured again as files: everybody stands alike."""

import statistics
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from photos.quality.alignment import align
from photos.quality.analysis import Analysis, analyse
from photos.quality.cut import cut
from photos.quality.uses import use_named

TEAM = Path(__file__).resolve().parents[2] / "demo" / "team"
DIRECTORY = use_named("directory")
MOST_APART = 0.02  # of the published picture's height


@cache
def published() -> tuple[tuple[Analysis, Analysis], ...]:
    """Everybody whose photo has room for the target: before, and cut at its own pixels."""
    return tuple(cut_and_measured())


def cut_and_measured() -> Iterator[tuple[Analysis, Analysis]]:
    for file in sorted(TEAM.glob("*.jpg")):
        data = file.read_bytes()
        before = analyse(data)
        one = align(before, DIRECTORY)
        if (one.head_height, one.centre_offset) == pytest.approx((DIRECTORY.head_height, 0.0)):
            side = int(one.box.width)
            yield before, analyse(cut(data, one.box, side, side).data)


def read(analyses: Iterable[Analysis], measure: str) -> list[float]:
    values = [one.measurement(measure).value for one in analyses]
    return [value for value in values if value is not None]


@pytest.mark.parametrize(
    ("measure", "target"),
    [
        ("head_height", DIRECTORY.head_height),
        ("eye_line", DIRECTORY.eye_line),
        ("face_centre_offset", 0.0),
    ],
)
def test_published_team_reads_alike(measure: str, target: float) -> None:
    values = read((after for _, after in published()), measure)
    assert len(values) >= 20
    assert statistics.mean(values) == pytest.approx(target, abs=0.005)
    assert statistics.pstdev(values) <= MOST_APART / 2
    assert inner_range(values) <= MOST_APART


def test_heads_were_of_many_sizes_before() -> None:
    heights = read((before for before, _ in published()), "head_height")
    assert inner_range(heights) > 10 * MOST_APART


def inner_range(values: list[float]) -> float:
    """From the 5th to the 95th of a hundred."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return cuts[-1] - cuts[0]


def test_straightened_heads_are_upright() -> None:
    after = [abs(roll) for roll in read((one for _, one in published()), "head_pose_roll")]
    assert statistics.median(after) < 1
    assert max(after) < 3
