"""A photo with what people and what the machine said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from photos.evaluation.agreement import NO_NEW_PHOTO, Agreement, agreement
from photos.evaluation.files import Assessed
from photos.evaluation.labels import Label
from photos.quality.analysis import Analysis
from photos.quality.record import Record


@dataclass(frozen=True, slots=True)
class LabelledPhoto:
    """One file's label and record; `analysis` is None where the file cannot be read."""

    label: Label
    record: Record
    analysis: Analysis | None

    @property
    def verdict(self) -> str:
        """The machine's; a file that cannot be read has to be sent again: a retake."""
        return self.record.verdict or "retake"

    def value(self, rule: str) -> float | None:
        """What the rule of that id was held against, blends included; None without a number."""
        found = (one["value"] for one in self.record.findings if one["rule"] == rule)
        return next(found, None) if self.record.faces else None

    @property
    def needs_no_new_photo(self) -> bool:
        """Whether people pass it, as it is or cropped."""
        return self.label.verdict in NO_NEW_PHOTO

    @property
    def is_false_flag(self) -> bool:
        """Whether people pass it and the machine does not."""
        return self.needs_no_new_photo and self.verdict not in NO_NEW_PHOTO

    @property
    def is_missed_retake(self) -> bool:
        """Whether people want a new photo and the machine passes it."""
        return self.label.verdict == "retake" and self.verdict in NO_NEW_PHOTO


def labelled_photos(
    labels: Sequence[Label], assessed: Iterable[Assessed]
) -> tuple[LabelledPhoto, ...]:
    """Labels joined with what was assessed, by file name, in the labels' order."""
    by_name = {one.record.file: one for one in assessed}
    pairs = ((label, by_name[label.file]) for label in labels)
    return tuple(LabelledPhoto(label, one.record, one.analysis) for label, one in pairs)


def agreement_on(photos: Iterable[LabelledPhoto]) -> Agreement:
    """The agreement on these photos."""
    return agreement((photo.label.verdict, photo.verdict) for photo in photos)
