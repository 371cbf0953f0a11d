"""One rule held against one measurement: what it says, and the sentence for it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from photos.quality import explain
from photos.quality.analysis import Analysis
from photos.quality.measurement import Measurement
from photos.quality.scores import rule_score
from photos.quality.shot_type import shot_type
from photos.quality.standard import Rule, Standard


class FindingOutcome(StrEnum):
    """What one rule says."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    NOT_ASSESSED = "not_assessed"


SHOT_TYPE_RULE = "shot_type"
SHOT_TYPE_TITLE = "Kind of picture"
ALLOWED_SHOT, OTHER_SHOT = 100, 30  # scores of a shot type


class Finding(NamedTuple):
    """One rule held against one measurement, with its sentence.

    `allowed` is the range of a pass in words ("45 % to 80 %"); `mended_by_crop` is
    true for a fail or warning that the verdict's crop would remove; `score` is 0-100,
    None where nothing could be assessed.
    """

    rule: str
    title: str
    group: str
    outcome: FindingOutcome
    value: float | None
    unit: str
    allowed: str
    message: str
    mended_by_crop: bool = False
    score: float | None = None


def blended(analysis: Analysis, standard: Standard) -> Analysis:
    """The analysis with the standard's blends among its measurements."""
    blends = (one.measured(analysis.by_name) for one in standard.blends)
    return replace(analysis, measurements=(*analysis.measurements, *blends))


def hold(analysis: Analysis, standard: Standard) -> list[Finding]:
    """A finding for the shot type and for every rule, none of them mended yet."""
    rules = [hold_rule(rule, analysis) for rule in standard.rules]
    return [hold_shot_type(analysis, standard), *rules]


def hold_rule(rule: Rule, analysis: Analysis, mended: bool = False) -> Finding:
    """The finding of one rule."""
    measured = analysis.measurement(rule.measure)
    value, outcome = measured.value, band_outcome(rule, measured.value)
    return Finding(
        rule.id,
        rule.title,
        rule.group,
        outcome,
        value,
        measured.unit,
        explain.allowed(rule.passes, measured.unit),
        message_of(rule, measured, outcome, analysis, mended=mended),
        mended,
        None if value is None else rule_score(size_of(rule, value), rule),
    )


def size_of(rule: Rule, value: float) -> float:
    """The value as the rule counts it: without its sign where that doesn't matter."""
    return abs(value) if rule.absolute else value


def message_of(
    rule: Rule, measured: Measurement, outcome: FindingOutcome, analysis: Analysis, *, mended: bool
) -> str:
    """The finding's sentence."""
    if outcome is FindingOutcome.PASS:
        return explain.passed(rule)
    if measured.value is None:
        return explain.not_assessed(rule, measured.reason)
    return explain.missed(
        rule,
        measured._replace(value=size_of(rule, measured.value)),
        analysis.by_name,
        failed=outcome == FindingOutcome.FAIL,
        mended=mended,
    )


def rule_outcome(rule: Rule, analysis: Analysis, measure: str = "") -> FindingOutcome:
    """In which of the rule's bands its measurement lies, or another `measure` in its place."""
    return band_outcome(rule, analysis.measurement(measure or rule.measure).value)


def band_outcome(rule: Rule, value: float | None) -> FindingOutcome:
    """In which of the rule's bands a value lies."""
    if value is None:
        return FindingOutcome.NOT_ASSESSED
    size, passes, warns = size_of(rule, value), rule.passes, rule.warns
    if passes.low <= size <= passes.high:
        return FindingOutcome.PASS
    return FindingOutcome.WARN if warns.low <= size <= warns.high else FindingOutcome.FAIL


def shot_type_outcome(analysis: Analysis, standard: Standard) -> FindingOutcome:
    """Whether this kind of picture is wanted at all."""
    wanted = shot_type(analysis, standard.shot_type_bounds) in standard.shot_types
    return FindingOutcome.PASS if wanted else FindingOutcome.FAIL


def hold_shot_type(analysis: Analysis, standard: Standard, mended: bool = False) -> Finding:
    """The finding of the first rule, the kind of picture."""
    seen = shot_type(analysis, standard.shot_type_bounds)
    outcome = shot_type_outcome(analysis, standard)
    fits = outcome == FindingOutcome.PASS
    message = (
        explain.shot_type_passed(seen, analysis.by_name)
        if fits
        else explain.shot_type_missed(seen, analysis.by_name, standard.shot_types, mended=mended)
    )
    return Finding(
        rule=SHOT_TYPE_RULE,
        title=SHOT_TYPE_TITLE,
        group="framing",
        outcome=outcome,
        value=None,
        unit="",
        allowed=", ".join(standard.shot_types).replace("_", " "),
        message=message,
        mended_by_crop=mended,
        score=ALLOWED_SHOT if fits else OTHER_SHOT,
    )


def tell_mended(finding: Finding, analysis: Analysis, standard: Standard) -> Finding:
    """The same finding, saying that the crop mends it."""
    if finding.rule == SHOT_TYPE_RULE:
        return hold_shot_type(analysis, standard, mended=True)
    return hold_rule(standard.rule(finding.rule), analysis, mended=True)
