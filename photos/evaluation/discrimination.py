"""How well each rule's number tells photos apart by what people saw in them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from photos.evaluation.estimates import Estimate
from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.labels import Label
from photos.evaluation.questions import asked, new_photo_needed
from photos.evaluation.roc import area_under_roc, equal_error_rate
from photos.quality.standard import Band, Rule, Standard

NEW_PHOTO = "New photo needed"


@dataclass(frozen=True, slots=True)
class Discrimination:
    """One rule's number held against one question's answers.

    `bad` and `good` count the photos with a number, the `..._unmeasured` those without.
    `area` is the area under the ROC curve; 0.5 is chance.
    """

    question: str
    rule: str
    title: str
    bad: int
    good: int
    bad_unmeasured: int
    good_unmeasured: int
    area: Estimate
    equal_error_rate: float | None

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {**asdict(self), "area": self.area.as_json()}


def by_question(
    photos: Sequence[LabelledPhoto], columns: Iterable[str], standard: Standard
) -> tuple[Discrimination, ...]:
    """Every question that the labels answer, for every rule about it in the standard."""
    return tuple(
        discrimination(question.title, question.answer, rule, photos)
        for question in asked(columns)
        for rule in standard.rules
        if question.is_about(rule)
    )


def on_new_photo(
    photos: Sequence[LabelledPhoto], standard: Standard
) -> tuple[Discrimination, ...]:
    """Every rule of the standard, held against "a new photo is needed"."""
    return tuple(
        discrimination(NEW_PHOTO, new_photo_needed, rule, photos) for rule in standard.rules
    )


def discrimination(
    title: str,
    answer: Callable[[Label], bool | None],
    rule: Rule,
    photos: Sequence[LabelledPhoto],
) -> Discrimination:
    """One rule on one question."""
    seen = [(answer(photo.label), badness(photo, rule)) for photo in photos]
    bad = [number for is_bad, number in seen if is_bad is True]
    good = [number for is_bad, number in seen if is_bad is False]
    high, low = measured(bad), measured(good)
    return Discrimination(
        question=title,
        rule=rule.id,
        title=rule.title,
        bad=len(high),
        good=len(low),
        bad_unmeasured=len(bad) - len(high),
        good_unmeasured=len(good) - len(low),
        area=area_under_roc(high, low),
        equal_error_rate=equal_error_rate(high, low),
    )


def measured(numbers: Iterable[float | None]) -> list[float]:
    """Those that there are."""
    return [number for number in numbers if number is not None]


def badness(photo: LabelledPhoto, rule: Rule) -> float | None:
    """How far the photo's value is from the rule's target; None where it was not measured."""
    value = photo.value(rule.id)
    return None if value is None else distance_from_target(value, rule)


def distance_from_target(value: float, rule: Rule) -> float:
    """How far a value lies beyond the target on a side that the rule minds, in widths of what
    it allows there; below 0 inside the target, so that order is kept there too.

    A side is minded where the rule has a sentence for what is seen there.
    """
    value = abs(value) if rule.absolute else value
    mirrored = Band(-rule.passes.high, -rule.passes.low), Band(-rule.warns.high, -rule.warns.low)
    sides = []
    if rule.high_saw:
        sides.append(beyond(value, rule.target.high, rule.passes, rule.warns))
    if rule.low_saw:
        sides.append(beyond(-value, -rule.target.low, *mirrored))
    return max(sides)


def beyond(value: float, target: float, passes: Band, warns: Band) -> float:
    """How far `value` is above `target`, in widths up to the last edge that is finite."""
    edges = [edge - target for edge in (warns.high, passes.high) if math.isfinite(edge)]
    width = next((edge for edge in edges if edge > 0), 1.0)
    return (value - target) / width
