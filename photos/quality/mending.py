"""Which crop mends what: findings of the file held against findings of its crops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from photos.quality.analysis import Analysis
from photos.quality.crops import Squares, angles_to_try, in_crop, squares
from photos.quality.findings import (
    SHOT_TYPE_RULE,
    Finding,
    FindingOutcome,
    rule_outcome,
    shot_type_outcome,
)
from photos.quality.geometry import CropBox
from photos.quality.standard import Band, Rule, Standard

MISSES = frozenset({FindingOutcome.WARN, FindingOutcome.FAIL})
BETTER_THAN = {
    FindingOutcome.FAIL: frozenset({FindingOutcome.WARN, FindingOutcome.PASS}),
    FindingOutcome.WARN: frozenset({FindingOutcome.PASS}),
}
ROLL_RULE = "head_pose_roll"


@dataclass(frozen=True, slots=True)
class Mend:
    """What a crop can do: the widest square that mends the most, the one at the standard's
    target, and the rules they mend. Without a crop that helps, `rules` is empty."""

    widest: CropBox | None = None
    target: CropBox | None = None
    rules: frozenset[str] = frozenset()


NO_MEND = Mend()


def best_mend(analysis: Analysis, standard: Standard, findings: list[Finding]) -> Mend:
    """The crops that mend most.

    Every rule about framing shall pass in the crop; where no square does that, none shall
    fail, and none that passes in the file be missed. A background must pass: a crop removes
    what is busy, or it is no help.
    """
    before = {one.rule: one.outcome for one in findings if is_about_framing(one, standard)}
    missed = {rule for rule, outcome in before.items() if outcome in MISSES}
    if not missed or any(fails_in_every_crop(rule, analysis) for rule in standard.mendable_rules):
        return NO_MEND
    best, most = NO_MEND, 0
    for found in candidates(analysis, standard, before, straighten=ROLL_RULE in missed):
        mend = mended_by(found, analysis, standard, before, missed)
        if len(mend.rules) > most:
            best, most = mend, len(mend.rules)
        if most == len(missed):
            break
    return best


def candidates(
    analysis: Analysis,
    standard: Standard,
    before: Mapping[str, FindingOutcome],
    *,
    straighten: bool,
) -> Iterator[Squares]:
    """Sets of squares, those first in which most is right: upright, every rule passing."""
    angles = angles_to_try(analysis) if straighten else (0.0,)
    for asked in wishes(standard, before):
        for angle in angles:
            found = squares(analysis, asked, angle, standard.least_crop)
            if found:
                yield found


def wishes(standard: Standard, before: Mapping[str, FindingOutcome]) -> Iterator[dict[str, Band]]:
    """What a crop shall read, by measure: the best first, then the least that is of use."""
    yield passing_bands(standard)
    yield bearable_bands(standard, before)


def passing_bands(standard: Standard) -> dict[str, Band]:
    """Every framing rule passing, with a margin."""
    return {rule.measure: asked_of_crop(rule, rule.passes) for rule in framing_rules(standard)}


def bearable_bands(standard: Standard, before: Mapping[str, FindingOutcome]) -> dict[str, Band]:
    """No framing rule failing, and none that passes in the file missed."""
    return {
        rule.measure: asked_of_crop(
            rule, rule.passes if before[rule.id] == FindingOutcome.PASS else rule.warns
        )
        for rule in framing_rules(standard)
        if before[rule.id] != FindingOutcome.NOT_ASSESSED
    }


def asked_of_crop(rule: Rule, band: Band) -> Band:
    """The values of the rule's measure, with their sign, that lie well within the band."""
    return well_within(band, rule.crop_margin, is_absolute=rule.absolute)


@cache
def well_within(band: Band, margin: float, *, is_absolute: bool) -> Band:
    """The band without a margin at its edges; on both sides of 0 where the sign counts not."""
    both = Band(-band.high, band.high) if is_absolute else band
    return both.narrowed(margin)


def framing_rules(standard: Standard) -> list[Rule]:
    """The rules whose measure moves with the crop's box."""
    return [
        rule
        for rule in standard.mendable_rules
        if rule.measure_in_crop == rule.measure and rule.id != ROLL_RULE
    ]


def mended_by(
    found: Squares,
    analysis: Analysis,
    standard: Standard,
    before: Mapping[str, FindingOutcome],
    missed: set[str],
) -> Mend:
    """What the widest of these squares mends; nothing where a rule newly fails in it."""
    eye_line = standard.rule("eye_line").target.middle
    widest = found.widest(eye_line)
    after = outcomes_in_crop(analysis, widest, standard)
    helped = helped_by(before, after, missed, standard)
    if not helped:
        return NO_MEND
    target = found.like(standard.rule("head_height").target.middle, eye_line)
    return Mend(widest, target, helped)


def helped_by(
    before: Mapping[str, FindingOutcome],
    after: Mapping[str, FindingOutcome],
    missed: set[str],
    standard: Standard,
) -> frozenset[str]:
    """The missed rules that read better in a crop; none where a rule newly fails in it."""
    if new_fails(before, after) or leaves_busy(before, after, standard):
        return frozenset()
    return frozenset(rule for rule in missed if after[rule] in BETTER_THAN[before[rule]])


def leaves_busy(
    before: Mapping[str, FindingOutcome],
    after: Mapping[str, FindingOutcome],
    standard: Standard,
) -> bool:
    """Whether a rule that fails by what lies behind does not pass in the crop."""
    return any(
        before.get(rule.id) == FindingOutcome.FAIL and after[rule.id] != FindingOutcome.PASS
        for rule in standard.mendable_rules
        if rule.measure_in_crop != rule.measure
    )


def mendable_rules(analysis: Analysis, standard: Standard) -> frozenset[str]:
    """The rules that a crop of this picture may bring in."""
    rules = standard.mendable_rules
    return frozenset(rule.id for rule in rules if not fails_in_every_crop(rule, analysis)) | {
        SHOT_TYPE_RULE
    }


def is_about_framing(finding: Finding, standard: Standard) -> bool:
    """Whether the finding may be another one in a crop."""
    return finding.rule == SHOT_TYPE_RULE or standard.rule(finding.rule).mended_by_crop


def fails_in_every_crop(rule: Rule, analysis: Analysis) -> bool:
    """Whether a rule fails by what was measured for crops beforehand."""
    beforehand = rule.measure_in_crop != rule.measure
    return beforehand and rule_outcome(rule, analysis, rule.measure_in_crop) == FindingOutcome.FAIL


def new_fails(before: Mapping[str, FindingOutcome], after: Mapping[str, FindingOutcome]) -> bool:
    """Whether a rule fails in the crop that does not fail in the file."""
    return any(newly_failing(before, after))


def newly_failing(
    before: Mapping[str, FindingOutcome], after: Mapping[str, FindingOutcome]
) -> Iterator[str]:
    """The rules that fail in the crop and do not fail in the file."""
    for rule, outcome in after.items():
        if outcome == FindingOutcome.FAIL and before.get(rule) != FindingOutcome.FAIL:
            yield rule


def outcomes_in_crop(
    analysis: Analysis, crop: CropBox, standard: Standard
) -> dict[str, FindingOutcome]:
    """What the rules that a crop can mend say of the cropped picture."""
    cropped = in_crop(analysis, crop)
    outcomes = {SHOT_TYPE_RULE: shot_type_outcome(cropped, standard)}
    for rule in standard.mendable_rules:
        outcomes[rule.id] = rule_outcome(rule, cropped, rule.measure_in_crop)
    return outcomes
