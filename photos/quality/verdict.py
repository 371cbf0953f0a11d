"""From measurements and a standard to a verdict with findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photos.quality import explain
from photos.quality.analysis import Analysis
from photos.quality.crops import in_crop, possible_crops
from photos.quality.findings import (
    SHOT_TYPE_RULE,
    WORST_FIRST,
    Finding,
    FindingOutcome,
    hold,
    rule_outcome,
    shot_type_outcome,
    tell_mended,
)
from photos.quality.geometry import CropBox
from photos.quality.scores import group_scores, total_score
from photos.quality.shot_type import CASUAL, HEADSHOT, NO_FACE, shot_type
from photos.quality.standard import SCORED_GROUPS, Standard


class Outcome(StrEnum):
    """What all rules together say."""

    PASS = "pass"
    FIX = "fix"
    RETAKE = "retake"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one picture. Findings come worst first.

    `scores` has framing, background, lighting and sharpness, 0-100 or None.
    """

    outcome: Outcome
    score: int
    scores: dict[str, int | None]
    shot_type: str
    findings: tuple[Finding, ...]
    crop: CropBox | None
    standard: str
    standard_version: str

    @property
    def main_finding(self) -> Finding | None:
        """The finding that decided, None when everything passed."""
        worst = self.findings[0] if self.findings else None
        return worst if worst and worst.outcome != FindingOutcome.PASS else None


def judge(analysis: Analysis, standard: Standard) -> Verdict:
    """Hold every rule of `standard` against the stored measurements."""
    if not analysis.faces:
        return without_face(standard)
    findings = hold(analysis, standard)
    crop, mended = best_crop(analysis, standard, findings)
    explained = [
        tell_mended(one, analysis, standard) if one.rule in mended else one for one in findings
    ]
    outcome = decide(explained, standard)
    if outcome == Outcome.RETAKE:  # a crop that leaves a fail behind is no help
        crop, explained = None, findings
    by_group = group_scores((one.group, one.score) for one in explained)
    ordered = sorted(explained, key=lambda one: urgency(one, mended))
    return Verdict(
        outcome=outcome,
        score=total_score(by_group, standard.weights, outcome),
        scores={group: rounded(by_group.get(group)) for group in SCORED_GROUPS},
        shot_type=final_shot_type(analysis, standard, findings),
        findings=tuple(ordered),
        crop=crop,
        standard=standard.name,
        standard_version=standard.version,
    )


def without_face(standard: Standard) -> Verdict:
    """The verdict on a picture that shows no face."""
    finding = Finding(
        rule="second_face",
        title=standard.rule("second_face").title,
        group="faces",
        outcome=FindingOutcome.FAIL,
        value=0,
        unit="faces",
        allowed="one face",
        message=explain.no_face(),
        score=0.0,
    )
    return Verdict(
        outcome=Outcome.RETAKE,
        score=0,
        scores=dict.fromkeys(SCORED_GROUPS),
        shot_type=NO_FACE,
        findings=(finding,),
        crop=None,
        standard=standard.name,
        standard_version=standard.version,
    )


def best_crop(
    analysis: Analysis, standard: Standard, findings: list[Finding]
) -> tuple[CropBox | None, frozenset[str]]:
    """The crop that mends most, and the rules it mends; (None, nothing) where none helps.

    A crop helps where it lifts a miss into a better band, and lets no other rule fail.
    """
    mendable = {rule.id for rule in standard.rules if rule.mended_by_crop} | {SHOT_TYPE_RULE}
    missing = (FindingOutcome.WARN, FindingOutcome.FAIL)
    missed = {
        one.rule: one.outcome
        for one in findings
        if one.rule in mendable and one.outcome in missing
    }
    best: CropBox | None = None
    mended: frozenset[str] = frozenset()
    most = (0, 0)
    if not missed:
        return best, mended
    for crop in possible_crops(analysis, straighten="head_pose_roll" in missed):
        after = outcomes_in_crop(in_crop(analysis, crop), standard)
        if any(after[rule] == FindingOutcome.FAIL for rule in mendable - set(missed)):
            continue
        helped = frozenset(
            rule for rule, before in missed.items() if is_better(after[rule], before)
        )
        passing = sum(after[rule] == FindingOutcome.PASS for rule in missed)
        if (len(helped), passing) > most:
            best, mended, most = crop, helped, (len(helped), passing)
        if passing == len(missed):
            break
    return best, mended


def is_better(after: FindingOutcome, before: FindingOutcome) -> bool:
    """Whether the crop lifts a rule into a better band."""
    return WORST_FIRST.index(after) > WORST_FIRST.index(before)


def outcomes_in_crop(cropped: Analysis, standard: Standard) -> dict[str, FindingOutcome]:
    """What the rules that a crop can mend say of the cropped picture."""
    outcomes = {SHOT_TYPE_RULE: shot_type_outcome(cropped, standard)}
    for rule in standard.rules:
        if rule.mended_by_crop:
            outcomes[rule.id] = rule_outcome(rule, cropped)
    return outcomes


def decide(findings: list[Finding], standard: Standard) -> Outcome:
    """The verdict, in the standard's order: retake, unsure, fix, pass."""
    required = {rule.id for rule in standard.rules if rule.required}
    personal = {rule.id for rule in standard.rules if rule.decides == "person"}
    fails = [one for one in findings if one.outcome == FindingOutcome.FAIL]
    if any(not one.mended_by_crop and one.rule not in personal for one in fails):
        return Outcome.RETAKE
    unknown = {one.rule for one in findings if one.outcome == FindingOutcome.NOT_ASSESSED}
    if unknown & required or any(one.rule in personal for one in fails):
        return Outcome.UNSURE
    return Outcome.FIX if fails else Outcome.PASS


def urgency(finding: Finding, mended: frozenset[str]) -> tuple[int, bool, bool, float]:
    """Sorts findings worst first: what no crop mends, fails before warnings, low scores."""
    return (
        WORST_FIRST.index(finding.outcome),
        finding.rule in mended,
        finding.group != "faces",
        finding.score if finding.score is not None else 0.0,
    )


def final_shot_type(analysis: Analysis, standard: Standard, findings: list[Finding]) -> str:
    """The shot type; a headshot whose only misses are style warnings is a casual professional."""
    seen = shot_type(analysis, standard.shot_type_bounds)
    missed = [one for one in findings if one.outcome != FindingOutcome.PASS]
    only_style = all(
        one.outcome == FindingOutcome.WARN and one.group == "background" for one in missed
    )
    return CASUAL if seen == HEADSHOT and missed and only_style else seen


def rounded(score: float | None) -> int | None:
    """A group's score as shown."""
    return None if score is None else round(score)
