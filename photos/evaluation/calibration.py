"""Whether a score of 80 means more than one of 60: scores held against people's verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from photos.evaluation.estimates import Share
from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.labels import Label
from photos.evaluation.questions import asked, new_photo_needed

BIN_WIDTH, BEST = 10, 100  # points of a score
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Scored:
    """One photo's score, 0-100, and whether people found nothing wrong."""

    score: int
    is_fine: bool


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """The photos with a score from `low` to `high`: the mean score, and how many are fine."""

    low: int
    high: int
    mean_score: float
    fine: Share

    @property
    def error(self) -> float:
        """How far the share of fine photos is from the mean score, 0-1."""
        return abs(self.mean_score / BEST - self.fine.part / self.fine.whole)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One score against one answer of people; empty bins are left out.

    `expected_error` is the mean of the bins' errors weighed by their photos, 0-1: what one
    would be off by in taking the score for a probability, which it does not claim to be
    (expected calibration error, M. P. Naeini and others, Obtaining well calibrated
    probabilities using Bayesian binning, AAAI 2015). None without any photo.
    """

    score: str
    question: str
    bins: tuple[ScoreBin, ...]
    expected_error: float | None
    photos: int
    without_score: int

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        bins = [
            {"low": one.low, "high": one.high, "mean_score": one.mean_score}
            | {"fine": one.fine.as_json()}
            for one in self.bins
        ]
        return {
            "score": self.score,
            "question": self.question,
            "bins": bins,
            "expected_error": self.expected_error,
            "photos": self.photos,
            "without_score": self.without_score,
        }


def calibrations(
    photos: Sequence[LabelledPhoto], columns: Iterable[str]
) -> tuple[Calibration, ...]:
    """The total score against "no new photo", and each group's score that a column speaks of."""
    total = calibration(
        TOTAL, "No new photo needed", photos, new_photo_needed, lambda photo: photo.record.score
    )
    groups = (
        calibration(one.score, one.fine, photos, one.answer, group(one.score))
        for one in asked(columns)
        if one.score
    )
    return (total, *groups)


def group(name: str) -> Callable[[LabelledPhoto], int | None]:
    """The score of one group."""
    return lambda photo: photo.record.scores.get(name)


def calibration(
    score: str,
    question: str,
    photos: Iterable[LabelledPhoto],
    is_bad: Callable[[Label], bool | None],
    score_of: Callable[[LabelledPhoto], int | None],
) -> Calibration:
    """One score against one answer; photos without an answer don't count."""
    seen = [(score_of(photo), is_bad(photo.label)) for photo in photos]
    answered = [(number, bad) for number, bad in seen if bad is not None]
    scored = [Scored(number, not bad) for number, bad in answered if number is not None]
    bins = score_bins(scored)
    off = sum(one.error * one.fine.whole for one in bins)
    return Calibration(
        score=score,
        question=question,
        bins=bins,
        expected_error=off / len(scored) if scored else None,
        photos=len(scored),
        without_score=len(answered) - len(scored),
    )


def score_bins(scored: Iterable[Scored]) -> tuple[ScoreBin, ...]:
    """The photos by tens of their score, lowest first; 100 belongs to the last ten."""
    tens: dict[int, list[Scored]] = {}
    for one in scored:
        low = min(one.score // BIN_WIDTH * BIN_WIDTH, BEST - BIN_WIDTH)
        tens.setdefault(low, []).append(one)
    return tuple(score_bin(low, tens[low]) for low in sorted(tens))


def score_bin(low: int, scored: list[Scored]) -> ScoreBin:
    """One bin of at least one photo."""
    high = low + BIN_WIDTH if low + BIN_WIDTH == BEST else low + BIN_WIDTH - 1
    mean = sum(one.score for one in scored) / len(scored)
    return ScoreBin(low, high, mean, Share(sum(one.is_fine for one in scored), len(scored)))
