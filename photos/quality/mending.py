"""Which crop mends what: findings of the file held against findings of its crops."""

from __future__ import annotations

from collections.abc import Mapping

from photos.quality.analysis import Analysis
from photos.quality.crops import in_crop, possible_crops, whole_head
from photos.quality.findings import (
    SHOT_TYPE_RULE,
    Finding,
    FindingOutcome,
    hold,
    rule_outcome,
    shot_type_outcome,
)
from photos.quality.geometry import CropBox
from photos.quality.standard import Rule, Standard

MISSES = frozenset({FindingOutcome.WARN, FindingOutcome.FAIL})
BETTER_THAN = {
    FindingOutcome.FAIL: frozenset({FindingOutcome.WARN, FindingOutcome.PASS}),
    FindingOutcome.WARN: frozenset({FindingOutcome.PASS}),
}


def best_crop(
    analysis: Analysis, standard: Standard, findings: list[Finding]
) -> tuple[CropBox | None, frozenset[str]]:
    """The crop that mends most, and the rules it mends; (None, nothing) where none helps.

    A crop helps where it lifts a miss into a better band. One in which a rule fails that
    does not fail in the file is never chosen.
    """
    before = {one.rule: one.outcome for one in findings if is_about_framing(one, standard)}
    missed = {rule for rule, outcome in before.items() if outcome in MISSES}
    best: CropBox | None = None
    mended: frozenset[str] = frozenset()
    most = (0, 0)
    if not missed or any(fails_in_every_crop(rule, analysis) for rule in standard.rules):
        return best, mended
    for crop in possible_crops(analysis, standard, straighten="head_pose_roll" in missed):
        after = outcomes_in_crop(analysis, crop, standard)
        if new_fails(before, after):
            continue
        helped = frozenset(rule for rule in missed if after[rule] in BETTER_THAN[before[rule]])
        passing = sum(after[rule] == FindingOutcome.PASS for rule in missed)
        if (len(helped), passing) > most:
            best, mended, most = crop, helped, (len(helped), passing)
        if passing == len(missed):
            break
    return best, mended


def directory_crop(analysis: Analysis, standard: Standard) -> CropBox:
    """The square a directory shows of a published photo: the verdict's crop where there is
    one, else the best one in which no rule fails that passes in the file, so that eyes and
    heads stand alike; where no crop is free of fails, the whole head."""
    findings = hold(analysis, standard) if analysis.faces else []
    proposed, _ = best_crop(analysis, standard, findings)
    if proposed:
        return proposed
    before = {one.rule: one.outcome for one in findings}
    for crop in possible_crops(analysis, standard, straighten=False):
        if not new_fails(before, outcomes_in_crop(analysis, crop, standard)):
            return crop
    return whole_head(analysis)


def mendable_rules(analysis: Analysis, standard: Standard) -> frozenset[str]:
    """The rules that a crop of this picture may bring in."""
    rules = (rule for rule in standard.rules if rule.mended_by_crop)
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
    return any(
        outcome == FindingOutcome.FAIL and before.get(rule) != FindingOutcome.FAIL
        for rule, outcome in after.items()
    )


def outcomes_in_crop(
    analysis: Analysis, crop: CropBox, standard: Standard
) -> dict[str, FindingOutcome]:
    """What the rules that a crop can mend say of the cropped picture."""
    cropped = in_crop(analysis, crop)
    outcomes = {SHOT_TYPE_RULE: shot_type_outcome(cropped, standard)}
    for rule in standard.rules:
        if rule.mended_by_crop:
            outcomes[rule.id] = rule_outcome(rule, cropped, rule.measure_in_crop)
    return outcomes
