"""What verdicts under one standard or another amount to, held against the same labels."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photos.evaluation.agreement import agreement, fold
from photos.evaluation.labelled import LabelledPhoto
from photos.quality.findings import band_outcome
from photos.quality.standard import Rule, Standard
from photos.quality.verdict import judge

FOLDS = 5
CHANCE = 0.05  # one try in twenty
Verdicts = NDArray[np.str_]  # (n,) one verdict for each photo


@dataclass(frozen=True, slots=True)
class Effect:
    """What verdicts amount to. `false_flags` counts photos that people pass, as they are or
    cropped, called retake or unsure; `needless_crops` those passed as they are, called fix."""

    balanced_accuracy: float | None
    false_flags: int
    needless_crops: int
    missed_retakes: int

    def spares_as_many_as(self, other: Effect) -> bool:
        """Whether no more is asked for what people pass."""
        return (
            self.false_flags <= other.false_flags and self.needless_crops <= other.needless_crops
        )

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Change:
    """A file that gets another verdict."""

    file: str
    before: str
    after: str

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(self)


def changes(photos: Sequence[LabelledPhoto], verdicts: Verdicts) -> tuple[Change, ...]:
    """The files whose verdict would be another one of these (n,)."""
    pairs = zip(photos, verdicts.tolist(), strict=True)
    return tuple(
        Change(photo.label.file, photo.verdict, verdict)
        for photo, verdict in pairs
        if verdict != photo.verdict
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """How many photos became right and how many wrong."""

    righted: int
    wronged: int

    @property
    def may_be_chance(self) -> bool:
        """Whether a coin would part as many photos as unevenly in more than 1 of 20 tries
        (the exact test of Q. McNemar, Psychometrika 12 (1947), 153-157)."""
        count, most = self.righted + self.wronged, max(self.righted, self.wronged)
        tail = sum(math.comb(count, heads) for heads in range(most, count + 1))
        return 2 * tail > CHANCE * 2.0**count

    def as_json(self) -> dict[str, Any]:
        """The fields and the test as plain values."""
        return {**asdict(self), "may_be_chance": self.may_be_chance}


def shift(photos: Sequence[LabelledPhoto], verdicts: Verdicts) -> Shift:
    """What these verdicts (n,) change for the better and the worse on "retake or not"."""
    before = [fold(photo.verdict) == fold(photo.label.verdict) for photo in photos]
    pairs = zip(photos, verdicts.tolist(), strict=True)
    after = [fold(verdict) == fold(photo.label.verdict) for photo, verdict in pairs]
    both = list(zip(before, after, strict=True))
    return Shift(both.count((False, True)), both.count((True, False)))


def effect(photos: Sequence[LabelledPhoto], verdicts: Verdicts) -> Effect:
    """What these verdicts (n,) on these n photos amount to."""
    labels = (photo.label.verdict for photo in photos)
    seen = agreement(zip(labels, verdicts.tolist(), strict=True))
    missed = seen.table["retake"]["pass"] + seen.table["retake"]["fix"]
    return Effect(
        balanced_accuracy=seen.balanced_accuracy.value,
        false_flags=seen.false_flags.part,
        needless_crops=seen.table["pass"]["fix"],
        missed_retakes=missed,
    )


def effect_within(
    photos: Sequence[LabelledPhoto], verdicts: Verdicts, chosen: NDArray[np.bool_]
) -> Effect:
    """The same of the photos `chosen` (n,) alone."""
    few = [photo for photo, is_in in zip(photos, chosen, strict=True) if is_in]
    return effect(few, verdicts[chosen])


def fold_of(file: str) -> int:
    """The fold of a file, 0-4: the same in every run and beside any other files."""
    return int.from_bytes(hashlib.sha256(file.encode()).digest()[:4]) % FOLDS


def verdicts_now(photos: Sequence[LabelledPhoto]) -> Verdicts:
    """The verdicts (n,) as they stand."""
    return np.array([photo.verdict for photo in photos])


def verdicts_under(
    standard: Standard, photos: Sequence[LabelledPhoto], moved: Sequence[Rule]
) -> Verdicts:
    """The verdicts (n,) under a standard in which only the rules `moved` differ from the one
    that the photos were judged by (these are the rules of before)."""
    pairs = [(rule, standard.rule(rule.id)) for rule in moved]
    return np.array([verdict_under(standard, photo, pairs) for photo in photos])


def verdict_under(
    standard: Standard, photo: LabelledPhoto, pairs: Sequence[tuple[Rule, Rule]]
) -> str:
    """One verdict; judged anew only where a pair of rules, before and after, may change it."""
    if photo.analysis is None or not any(may_change(photo, *pair) for pair in pairs):
        return photo.verdict
    return judge(photo.analysis, standard).outcome.value


def may_change(photo: LabelledPhoto, before: Rule, after: Rule) -> bool:
    """Whether the photo's verdict may be another one: the file is in another band now, or a
    crop is asked for (a photo that passes is not cropped) and may be."""
    value = photo.value(before.id)
    if band_outcome(before, value) != band_outcome(after, value):
        return True
    return before.mended_by_crop and photo.verdict != "pass"
