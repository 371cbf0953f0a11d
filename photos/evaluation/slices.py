"""Whether the machine treats photos alike whoever is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from photos.evaluation.estimates import Share
from photos.evaluation.labelled import LabelledPhoto

SLICE_COLUMNS = ("skin_tone", "glasses", "beard", "head_covering", "monochrome")
NOT_TOLD = frozenset({"", "na"})  # shown, but no group of people
FIGURES = ("false_flags", "missed_retakes", "unsure")


@dataclass(frozen=True, slots=True)
class SliceGroup:
    """The photos with one value of a column. `false_flags` are of those that people pass,
    `missed_retakes` of those they would take anew, `unsure` of all."""

    value: str
    photos: int
    false_flags: Share
    missed_retakes: Share
    unsure: Share

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        figures = {name: self.figure(name).as_json() for name in FIGURES}
        return {"value": self.value, "photos": self.photos, **figures}

    def figure(self, name: str) -> Share:
        """The figure of that name."""
        share: Share = getattr(self, name)
        return share


@dataclass(frozen=True, slots=True)
class Difference:
    """Two groups whose intervals of one figure don't meet."""

    figure: str
    lower: SliceGroup
    higher: SliceGroup

    def as_json(self) -> dict[str, Any]:
        """The figure's name and both groups' values."""
        return {"figure": self.figure, "lower": self.lower.value, "higher": self.higher.value}


@dataclass(frozen=True, slots=True)
class Slice:
    """One column's groups, and where they differ by more than chance explains."""

    column: str
    groups: tuple[SliceGroup, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The pairs of groups whose intervals don't overlap, for each figure."""
        told = [one for one in self.groups if one.value not in NOT_TOLD]
        pairs = ((name, *pair) for name in FIGURES for pair in combinations(told, 2))
        found = (difference(name, one, other) for name, one, other in pairs)
        return tuple(one for one in found if one)

    def as_json(self) -> dict[str, Any]:
        """The groups and differences as plain values."""
        differences = [one.as_json() for one in self.differences]
        return {
            "column": self.column,
            "groups": [group.as_json() for group in self.groups],
            "intervals_overlap": not differences,
            "differences": differences,
        }


def difference(figure: str, one: SliceGroup, other: SliceGroup) -> Difference | None:
    """How two groups differ in a figure; None where their intervals overlap or one is empty."""
    first, second = one.figure(figure), other.figure(figure)
    if not first.interval or not second.interval or first.interval.overlaps(second.interval):
        return None
    lower, higher = sorted((one, other), key=lambda group: group.figure(figure).value or 0.0)
    return Difference(figure, lower, higher)


def slices(photos: Sequence[LabelledPhoto], columns: Iterable[str]) -> tuple[Slice, ...]:
    """A slice for each column about appearance that the labels have."""
    present = set(columns)
    return tuple(slice_by(name, photos) for name in SLICE_COLUMNS if name in present)


def slice_by(column: str, photos: Sequence[LabelledPhoto]) -> Slice:
    """The photos by their values in one column; a cell left empty is a value too."""
    by_value: dict[str, list[LabelledPhoto]] = {}
    for photo in photos:
        by_value.setdefault(photo.label.facts.get(column, "").lower(), []).append(photo)
    return Slice(column, tuple(slice_group(value, by_value[value]) for value in sorted(by_value)))


def slice_group(value: str, photos: Sequence[LabelledPhoto]) -> SliceGroup:
    """One group's figures."""
    passed = [photo for photo in photos if photo.needs_no_new_photo]
    retakes = [photo for photo in photos if photo.label.verdict == "retake"]
    return SliceGroup(
        value=value,
        photos=len(photos),
        false_flags=Share(sum(photo.is_false_flag for photo in passed), len(passed)),
        missed_retakes=Share(sum(photo.is_missed_retake for photo in retakes), len(retakes)),
        unsure=Share(sum(photo.verdict == "unsure" for photo in photos), len(photos)),
    )
