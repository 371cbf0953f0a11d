"""From measurements and a standard to a verdict with findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photos.quality import explain
from photos.quality.analysis import Analysis
from photos.quality.findings import (
    SHOT_TYPE_RULE,
    Finding,
    FindingOutcome,
    blended,
    hold,
    tell_mended,
)
from photos.quality.geometry import CropBox
from photos.quality.mending import NO_MEND, best_mend, mendable_rules
from photos.quality.scores import group_scores, total_score
from photos.quality.shot_type import CASUAL, HEADSHOT, NO_FACE, shot_type
from photos.quality.standard import SCORED_GROUPS, Standard


class Outcome(StrEnum):
    """What all rules together say."""

    PASS = "pass"
    FIX = "fix"
    RETAKE = "retake"
    UNSURE = "unsure"


NOTHING = 5  # the rank of a finding that decides nothing
STYLE_GROUPS = frozenset({"background", "style"})  # a warning there is a matter of taste
VERDICTS = (Outcome.RETAKE, Outcome.UNSURE, Outcome.FIX)  # by the rank of a finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one picture. Findings come worst first.

    `scores` has framing, background, lighting and sharpness, 0-100 or None. `crop` is the
    widest square of the picture that mends the most, `target_crop` the one with the head at
    the standard's target; both None where a crop is no help.
    """

    outcome: Outcome
    score: int
    scores: dict[str, int | None]
    shot_type: str
    findings: tuple[Finding, ...]
    crop: CropBox | None
    target_crop: CropBox | None
    standard: str
    standard_version: str

    @property
    def main_finding(self) -> Finding | None:
        """The finding that decided: the first one. None where nothing was missed."""
        return deciding(self.findings[0], self.outcome)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What findings come to. They are sorted worst first, and say what the crop mends."""

    outcome: Outcome
    findings: tuple[Finding, ...]


def judge(analysis: Analysis, standard: Standard) -> Verdict:
    """Hold every rule of `standard` against the stored measurements."""
    if not analysis.faces:
        return without_face(standard)
    analysis = blended(analysis, standard)
    plain = hold(analysis, standard)
    mendable = mendable_rules(analysis, standard)
    mend = NO_MEND
    if not any(cannot_be_mended(one, mendable, standard) for one in plain):
        mend = best_mend(analysis, standard, plain)
    told = conclude(analysis, standard, plain, mend.rules)
    outcome, findings = told.outcome, told.findings
    if outcome == Outcome.RETAKE:
        mend = NO_MEND
    by_group = group_scores((one.group, one.score) for one in findings)
    return Verdict(
        outcome=outcome,
        score=total_score(by_group, standard.weights, outcome),
        scores={group: rounded(by_group.get(group)) for group in SCORED_GROUPS},
        shot_type=final_shot_type(analysis, standard, plain),
        findings=findings,
        crop=mend.widest,
        target_crop=mend.target,
        standard=standard.name,
        standard_version=standard.version,
    )


def conclude(
    analysis: Analysis, standard: Standard, plain: list[Finding], mended: frozenset[str]
) -> Conclusion:
    """What the findings come to, where a crop mends those of the `mended` rules."""
    mendable = mendable_rules(analysis, standard)
    told = [tell_mended(one, analysis, standard) if one.rule in mended else one for one in plain]
    findings = sorted(told, key=lambda one: urgency(one, mendable, standard))
    outcome = decide(findings[0], standard)
    if outcome == Outcome.RETAKE:  # a crop that leaves a fail behind is no help
        untold = {one.rule: one for one in plain}
        findings = [untold[one.rule] for one in findings]
    return Conclusion(outcome, tuple(findings))


def deciding(worst: Finding, outcome: Outcome) -> Finding | None:
    """The finding that decided, of which `worst` is the first; None where nothing was missed."""
    if worst.outcome == FindingOutcome.NOT_ASSESSED and outcome != Outcome.UNSURE:
        return None
    return worst if worst.outcome != FindingOutcome.PASS else None


def no_face_finding(standard: Standard) -> Finding:
    """The one finding of a picture that shows no face."""
    return Finding(
        rule="other_faces",
        title=standard.rule("other_faces").title,
        group="faces",
        outcome=FindingOutcome.FAIL,
        value=0,
        unit="faces",
        allowed="one face",
        message=explain.no_face(),
        score=0.0,
    )


def without_face(standard: Standard) -> Verdict:
    """The verdict on a picture that shows no face."""
    return Verdict(
        outcome=Outcome.RETAKE,
        score=0,
        scores=dict.fromkeys(SCORED_GROUPS),
        shot_type=NO_FACE,
        findings=(no_face_finding(standard),),
        crop=None,
        target_crop=None,
        standard=standard.name,
        standard_version=standard.version,
    )


def cannot_be_mended(finding: Finding, mendable: frozenset[str], standard: Standard) -> bool:
    """Whether the finding alone makes a retake: a fail that neither a crop nor a person lifts."""
    return (
        finding.outcome == FindingOutcome.FAIL
        and finding.rule not in mendable
        and not is_for_a_person(finding, standard)
    )


def is_for_a_person(finding: Finding, standard: Standard) -> bool:
    """Whether only a person may turn the finding into a retake."""
    return finding.rule != SHOT_TYPE_RULE and standard.rule(finding.rule).decides == "person"


def is_unknown(finding: Finding, standard: Standard) -> bool:
    """Whether something that must be known could not be assessed."""
    return finding.outcome == FindingOutcome.NOT_ASSESSED and standard.rule(finding.rule).required


def decide(worst: Finding, standard: Standard) -> Outcome:
    """The verdict by the worst finding, in the standard's order: retake, unsure, fix, pass."""
    place = rank(worst, standard)
    return VERDICTS[place] if place < len(VERDICTS) else Outcome.PASS


def rank(finding: Finding, standard: Standard) -> int:
    """How much a finding decides: 0 a retake, 1 a case for a person, 2 a fix, 3 a warning,
    4 something unknown that need not be known, 5 nothing."""
    if finding.outcome is FindingOutcome.PASS:  # nearly all, so that 100,000 are soon judged
        return NOTHING
    if finding.outcome == FindingOutcome.FAIL:
        if is_for_a_person(finding, standard):
            return 1
        return 2 if finding.mended_by_crop else 0
    if finding.outcome == FindingOutcome.WARN:
        return 3
    return 1 if is_unknown(finding, standard) else 4


def urgency(
    finding: Finding, mendable: frozenset[str], standard: Standard
) -> tuple[int, bool, bool, float]:
    """Sorts findings worst first: what decides, faces, what no crop could mend, low scores."""
    return (
        rank(finding, standard),
        finding.group != "faces",
        finding.rule in mendable,
        finding.score if finding.score is not None else 0.0,
    )


def final_shot_type(analysis: Analysis, standard: Standard, findings: list[Finding]) -> str:
    """The shot type; a headshot whose only misses are style warnings is a casual professional."""
    seen = shot_type(analysis, standard.shot_type_bounds)
    missed = [one for one in findings if one.outcome != FindingOutcome.PASS]
    only_style = all(
        one.outcome == FindingOutcome.WARN and one.group in STYLE_GROUPS for one in missed
    )
    return CASUAL if seen == HEADSHOT and missed and only_style else seen


def rounded(score: float | None) -> int | None:
    """A group's score as shown."""
    return None if score is None else round(score)
