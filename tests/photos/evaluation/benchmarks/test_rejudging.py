"""The analyses that are judged anew are what they are said to be."""

from dataclasses import replace

import pytest

from photos.evaluation.benchmarks.rejudging import MIX, NotTheMixError, mix, rejudge_cost
from photos.quality.analysis import Analysis, analyse
from photos.quality.standard import load_standard
from photos.quality.verdict import Outcome, judge
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO


@pytest.fixture(scope="module")
def good() -> Analysis:
    return analyse(GOOD_PHOTO.data)


def test_half_is_good_and_a_quarter_mended_by_a_crop(good: Analysis) -> None:
    verdicts = [judge(one, load_standard("headshot")) for one in mix(good)]
    assert tuple(one.outcome for one in verdicts) == MIX
    for verdict in verdicts:
        assert (verdict.crop is not None) == (verdict.outcome == Outcome.FIX)
    assert (MIX.count(Outcome.PASS), MIX.count(Outcome.FIX), len(MIX)) == (4, 2, 8)


def test_a_photo_that_is_not_good_is_refused(good: Analysis) -> None:
    with pytest.raises(NotTheMixError, match="judged retake, retake"):
        mix(replace(good, faces=()))


def test_the_cost_is_that_of_100_000(good: Analysis) -> None:
    few = rejudge_cost(good, judged=8)
    assert few.wall >= few.cpu * 0.5 > 0
