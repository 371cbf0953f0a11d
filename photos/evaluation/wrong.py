"""The photos on which machine and people differ, in the order in which HR should look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from photos.evaluation.labelled import LabelledPhoto


class Mistake(StrEnum):
    """How a verdict is wrong; the order is that of the report."""

    FALSE_FLAG = "false_flag"
    MISSED_RETAKE = "missed_retake"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class WrongPhoto:
    """One of them; `main_reason` is the machine's sentence, `people_reason` the label's word."""

    mistake: Mistake
    file: str
    label: str
    verdict: str
    score: int | None
    main_reason: str
    people_reason: str
    ambiguous: bool

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(self)


def wrong_photos(photos: Iterable[LabelledPhoto]) -> tuple[WrongPhoto, ...]:
    """False flags, then misses, then unsure; in each the clear labels first, then by name."""
    order = list(Mistake)
    return tuple(
        sorted(found(photos), key=lambda one: (order.index(one.mistake), one.ambiguous, one.file))
    )


def found(photos: Iterable[LabelledPhoto]) -> Iterator[WrongPhoto]:
    """Each wrong photo."""
    for photo in photos:
        mistake = mistake_on(photo)
        if mistake:
            yield WrongPhoto(
                mistake=mistake,
                file=photo.label.file,
                label=photo.label.verdict,
                verdict=photo.verdict,
                score=photo.record.score,
                main_reason=photo.record.main_reason,
                people_reason=photo.label.reason,
                ambiguous=photo.label.ambiguous,
            )


def mistake_on(photo: LabelledPhoto) -> Mistake | None:
    """How the verdict on the photo is wrong; None where it is right."""
    if photo.verdict == "unsure":
        return None if photo.label.verdict == "unsure" else Mistake.UNSURE
    if photo.is_false_flag:
        return Mistake.FALSE_FLAG
    return Mistake.MISSED_RETAKE if photo.is_missed_retake else None
