"""Two photos of one person beside each other: rule by rule, which is nearer to the standard."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from photos.quality.explain_change import OTHER_ENGINE, OTHER_RULES, change_in_words
from photos.quality.findings import Finding, FindingOutcome, size_of
from photos.quality.standard import DEFAULT, load_standard

FILE = Path(__file__).parent / "comparing.toml"
LEAST_STEP = 5.0  # of a rule's score, 0 to 100; a smaller one is not worth a word


class Change(StrEnum):
    """What became of one rule from the old photo to the new one."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    ONLY_BEFORE = "only_before"
    ONLY_AFTER = "only_after"
    NOT_COMPARED = "not_compared"


# What matters first: what fails, what is not known, what is nearly right.
BY_OUTCOME = (
    FindingOutcome.FAIL,
    FindingOutcome.NOT_ASSESSED,
    FindingOutcome.WARN,
    FindingOutcome.PASS,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one photo was found to be: its findings and score (0-100), and by which version of
    the engine and of which standard."""

    findings: tuple[Finding, ...]
    score: int
    engine_version: str
    standard: str
    standard_version: str


@dataclass(frozen=True, slots=True)
class Point:
    """One rule on both photos. A finding is None where the photo has none for this rule; `step`
    is by how much the rule's score rose, 0 where the two cannot be compared."""

    rule: str
    title: str
    before: Finding | None
    after: Finding | None
    change: Change
    step: float = 0.0

    @property
    def is_telling(self) -> bool:
        """Whether anything is to be said: it changed, or one of the photos misses the rule."""
        return self.change != Change.SAME or any(
            one.outcome != FindingOutcome.PASS for one in self.findings
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the photos have of it."""
        return tuple(one for one in (self.before, self.after) if one is not None)

    @property
    def urgency(self) -> tuple[int, int, float]:
        """Sorts points by what matters: what fails on either photo, then on the new one."""
        places = [BY_OUTCOME.index(one.outcome) for one in self.findings]
        return min(places), places[-1], -abs(self.step)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The new photo beside the old one: points by what matters, the scores (0-100) of both
    photos, and the sentence about it all. `is_of_one_kind` is false where no number of the two
    can be compared; the sentence then says why."""

    points: tuple[Point, ...]
    score_before: int
    score_after: int
    sentence: str
    is_of_one_kind: bool


def compare(before: Judged, after: Judged) -> Comparison:
    """Hold the new photo's findings beside the old one's, each rule by its score: better is
    nearer to the standard. Another engine or other rules make other scores, so then nothing is
    better or worse."""
    why_not = why_incomparable(before, after)
    points = sorted(points_of(before, after, comparable=not why_not), key=lambda one: one.urgency)
    return Comparison(
        points=tuple(points),
        score_before=before.score,
        score_after=after.score,
        sentence=why_not or sentence_about(points),
        is_of_one_kind=not why_not,
    )


def why_incomparable(before: Judged, after: Judged) -> str:
    """The sentence that says why scores of the two mean different things; empty where not."""
    if before.engine_version != after.engine_version:
        return OTHER_ENGINE
    rules = (before.standard, before.standard_version)
    return OTHER_RULES if rules != (after.standard, after.standard_version) else ""


def points_of(before: Judged, after: Judged, *, comparable: bool) -> Iterator[Point]:
    """A point for every rule that either photo was held against."""
    old = {one.rule: one for one in before.findings}
    new = {one.rule: one for one in after.findings}
    for rule in dict.fromkeys([*new, *old]):
        yield point_of(old.get(rule), new.get(rule), comparable=comparable)


def point_of(before: Finding | None, after: Finding | None, *, comparable: bool) -> Point:
    """One rule: what became of it, and by how much. At least one finding is given."""
    told = after or before
    assert told is not None
    old, new, step = assessed(before), assessed(after), 0.0
    if old is None or new is None:
        change = one_sided(old, new)
    elif not comparable or old.score is None or new.score is None:
        change = Change.NOT_COMPARED
    else:
        step = new.score - old.score
        change = changed(old, new, step)
    return Point(told.rule, told.title, before, after, change, step)


def assessed(finding: Finding | None) -> Finding | None:
    """The finding if there is anything to compare in it."""
    return finding if finding and finding.outcome != FindingOutcome.NOT_ASSESSED else None


def one_sided(old: Finding | None, new: Finding | None) -> Change:
    """What to say of a rule that was assessed on one of the photos at most."""
    if old or new:
        return Change.ONLY_BEFORE if old else Change.ONLY_AFTER
    return Change.SAME


def changed(before: Finding, after: Finding, step: float) -> Change:
    """Better or worse, unless the scores hardly differ or the values no more than those of one
    photo that is read twice."""
    if abs(step) < LEAST_STEP or is_within_noise(before, after):
        return Change.SAME
    return Change.BETTER if step > 0 else Change.WORSE


def is_within_noise(before: Finding, after: Finding) -> bool:
    """Whether the values lie as near to each other as those of one photo, read again."""
    if before.value is None or after.value is None or before.unit != after.unit:
        return False
    rule = load_standard(DEFAULT).by_id.get(after.rule)
    was, now = ((size_of(rule, one) if rule else one) for one in (before.value, after.value))
    return abs(now - was) <= moves().get(after.rule, 0.0)


@cache
def moves() -> dict[str, float]:
    """How far the number of each rule moves when a photo is read again, in its own unit."""
    read: dict[str, float] = tomllib.loads(FILE.read_text(encoding="utf-8"))["moves"]
    return read


def sentence_about(points: Sequence[Point]) -> str:
    """In how many points the new photo is better, in how many worse, and in which."""
    compared = {Change.BETTER, Change.WORSE, Change.SAME}
    both = [one for one in points if one.change in compared and assessed(one.after)]
    better = [one.title for one in both if one.change == Change.BETTER]
    worse = [one.title for one in both if one.change == Change.WORSE]
    return change_in_words(better, worse, len(both))
