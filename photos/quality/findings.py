"""One rule held against one measurement: what it says, and the sentence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

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
ALLOWED_SHOT, OTHER_SHOT = 100, 30  # scores of a shot type


@dataclass(frozen=True, slots=True)
class Finding:
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
    value = measured.value
    outcome = band_outcome(rule, value)
    size = abs(value) if value is not None and rule.absolute else value
    return Finding(
        rule=rule.id,
        title=rule.title,
        group=rule.group,
        outcome=outcome,
        value=value,
        unit=measured.unit,
        allowed=explain.allowed(rule, measured.unit),
        message=message_of(rule, measured, outcome, analysis, mended=mended),
        mended_by_crop=mended,
        score=None if size is None else rule_score(size, rule),
    )


def message_of(
    rule: Rule, measured: Measurement, outcome: FindingOutcome, analysis: Analysis, *, mended: bool
) -> str:
    """The finding's sentence."""
    if measured.value is None:
        return explain.not_assessed(rule, measured.reason)
    if outcome == FindingOutcome.PASS:
        return explain.passed(rule)
    size = abs(measured.value) if rule.absolute else measured.value
    return explain.missed(
        rule,
        replace(measured, value=size),
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
    value = abs(value) if rule.absolute else value
    if value in rule.passes:
        return FindingOutcome.PASS
    return FindingOutcome.WARN if value in rule.warns else FindingOutcome.FAIL


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
        title="Kind of picture",
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
