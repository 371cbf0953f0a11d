"""Who would be judged otherwise under rules that aren't saved yet. Exact, and writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from desk.standards.measured import FAIL, Numbers, PhotoRow, numbers_of, outcomes, photo_rows
from directory.reach import Reach
from photos.models import PUBLISHED_STATES, Assessment, Outcome, Photo
from photos.quality.analysis import Analysis
from photos.quality.own_standards import BANDS, band_of
from photos.quality.purpose import judge_for
from photos.quality.standard import Rule, Standard
from photos.standards import StandardsInUse, company_standard, people_under, standards_in_use

SHOWN = 24  # people of each group
JUDGED_AT_ONCE = 500
ORDER = (Outcome.PASS, Outcome.FIX, Outcome.UNSURE, Outcome.RETAKE)


@dataclass(frozen=True, slots=True)
class Changed:
    """One photo with another verdict, and the sentence that decides."""

    row: PhotoRow
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A changed photo, ready to print."""

    photo: Photo
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """All that newly have one verdict: how many, how many of them a person decided about, and
    the first of them."""

    verdict: str
    total: int
    decided: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What judging anew would change; `everybody` where nobody is bound to the standard yet."""

    photos: int
    unchanged: int
    groups: tuple[Group, ...]
    everybody: bool = False

    @property
    def changed(self) -> int:
        """How many photos would have another verdict."""
        return self.photos - self.unchanged

    @property
    def decided(self) -> int:
        """How many of those a person decided about: they stay as they are."""
        return sum(group.decided for group in self.groups)


def preview_for_standard(new: Standard, reach: Reach) -> Preview:
    """Who of those within reach under the standard of that name would change; everybody within
    reach, where it judges nobody."""
    rows = photo_rows(people_under(new.name, company_standard(), "person__"), reach)
    return preview(new, rows or photo_rows(Q(), reach), everybody=not rows)


def preview(new: Standard, rows: Sequence[PhotoRow], *, everybody: bool = False) -> Preview:
    """Who of these would change."""
    changed = list(changes(new, rows))
    groups = tuple(
        group_of(verdict, some)
        for verdict in ORDER
        if (some := [one for one in changed if one.after == verdict])
    )
    return Preview(len(rows), len(rows) - len(changed), groups, everybody)


def changes(new: Standard, rows: Sequence[PhotoRow]) -> Iterator[Changed]:
    """The photos whose verdict would be another one."""
    asked = {row.assessment_id: row for row in those_that_may_change(new, rows)}
    for ids in batched(asked, JUDGED_AT_ONCE):
        stored = Assessment.objects.filter(pk__in=ids).values_list("pk", "analysis")
        for pk, analysis in stored:
            verdict = judge_for(Analysis.from_json(analysis or {}), new, asked[pk].purpose)
            if verdict.outcome.value != asked[pk].verdict:
                main = verdict.main_finding
                yield Changed(asked[pk], verdict.outcome.value, main.message if main else "")


def those_that_may_change(new: Standard, rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """Whom to judge: who is left out would certainly keep the verdict."""
    numbers, standards = numbers_of(rows), standards_in_use()
    may = np.zeros(len(rows), bool)
    for old, places in by_standard(rows, standards):
        some = [rows[place] for place in places]
        may[places] = may_change(old, new, some, numbers[places])
    return [row for row, judge in zip(rows, may, strict=True) if judge]


def by_standard(
    rows: Sequence[PhotoRow], standards: StandardsInUse
) -> Iterator[tuple[Standard, NDArray[np.int64]]]:
    """The standards that judge them now, each with its people's places."""
    names = np.array([standards.of_department(row.department_id).name for row in rows])
    known = {one.name: one for one in (standards.company, *standards.of_departments.values())}
    for name in known if len(rows) else ():
        yield known[name], np.flatnonzero(names == name)


def may_change(
    old: Standard, new: Standard, rows: Sequence[PhotoRow], numbers: Numbers
) -> NDArray[np.bool_]:
    """Whether each verdict may differ (n).

    A verdict follows from what its rules say of the file and, unless it is a pass, of a crop.
    So a photo keeps it where no moved rule says anything else of the file and no moved rule
    counts in crops. What was judged for one use or by an earlier version is always judged.
    """
    if (old.shot_types, old.blends, old.shot_type_bounds, old.least_crop) != (
        new.shot_types, new.blends, new.shot_type_bounds, new.least_crop,
    ):  # fmt: skip
        return ~stays_a_retake(new, rows, numbers)
    judged_otherwise = [bool(row.purpose) or row.standard_version != old.version for row in rows]
    may = np.array(judged_otherwise, bool)  # also of nobody
    moved = [rule for rule in new.rules if is_moved(rule, old.rule(rule.id))]
    for rule in moved:
        before, after = outcomes(old.rule(rule.id), numbers), outcomes(rule, numbers)
        may |= before != after
        if rule.decides != old.rule(rule.id).decides:
            may |= after == FAIL
    if any(rule.mended_by_crop for rule in moved):
        may |= np.array([row.verdict != Outcome.PASS for row in rows], bool)
    return may & ~stays_a_retake(new, rows, numbers)


def stays_a_retake(new: Standard, rows: Sequence[PhotoRow], numbers: Numbers) -> NDArray[np.bool_]:
    """Whether each is a retake for a fault that no crop and no person lifts (n)."""
    decisive = (one for one in new.rules if one.decides == "machine" and not one.mended_by_crop)
    fails = np.zeros(len(rows), bool)
    for rule in decisive:
        fails |= outcomes(rule, numbers) == FAIL
    retakes = [row.verdict == Outcome.RETAKE and not row.purpose for row in rows]
    fails &= np.array(retakes, bool)
    return fails


def is_moved(rule: Rule, other: Rule) -> bool:
    """Whether the two judge differently."""
    return rule.decides != other.decides or any(
        band_of(rule, key) != band_of(other, key) for key in BANDS
    )


def group_of(verdict: str, changed: Sequence[Changed]) -> Group:
    """The group, with the first of its people: one query."""
    first = {one.row.photo_id: one for one in changed[:SHOWN]}
    photos = Photo.objects.filter(pk__in=first).select_related("person__department")
    states = Counter(one.row.state for one in changed)
    decided = {*PUBLISHED_STATES, Photo.State.RETAKE_ASKED}
    return Group(
        verdict=verdict,
        total=len(changed),
        decided=sum(states[state] for state in decided),
        shown=tuple(
            Shown(photo, first[photo.pk].row.verdict, verdict, first[photo.pk].reason)
            for photo in photos.order_by("person__last_name", "person__first_name", "pk")
        ),
    )
