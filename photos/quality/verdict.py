"""From measurements and a standard to a verdict with findings."""

from dataclasses import dataclass
from enum import StrEnum

from photos.quality.analysis import Analysis
from photos.quality.geometry import CropBox
from photos.quality.standard import Standard


class FindingOutcome(StrEnum):
    """What one rule says."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    NOT_ASSESSED = "not_assessed"


class Outcome(StrEnum):
    """What all rules together say."""

    PASS = "pass"
    FIX = "fix"
    RETAKE = "retake"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against one measurement, with its sentence.

    `allowed` is the range of a pass in words ("0.45 to 0.80"); `mended_by_crop` is
    true for a fail or warning that the verdict's crop would remove.
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
    raise NotImplementedError
