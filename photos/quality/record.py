"""One assessed file as plain values: a line of `assess --format jsonl`, an answer of checks/."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from photos.quality import apart
from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.geometry import CropBox
from photos.quality.picture import UnreadablePhoto
from photos.quality.standard import Standard
from photos.quality.use_verdicts import UseVerdict, judge_uses
from photos.quality.verdict import Verdict, judge

PUBLIC_FINDING = ("rule", "title", "group", "outcome", "value", "unit", "allowed", "message")
DECIMALS = 1  # of a crop's pixels


@dataclass(frozen=True, slots=True)
class Record:
    """What is told of one file. `crop` is the widest square that mends it, `target_crop` the one
    with the head at the standard's target. `main_reason` is the sentence that decided, empty where
    nothing was missed. `error` is the sentence of an unreadable file and `code` its name
    for programs; the verdict's fields are then empty. `uses` tells for each use its verdict,
    the sizes the photo's pixels allow and those they don't, and the sentence that decided."""

    file: str
    verdict: str | None
    score: int | None
    shot_type: str | None
    scores: dict[str, int | None]
    findings: list[dict[str, Any]]
    crop: dict[str, float] | None
    target_crop: dict[str, float] | None
    faces: int | None
    measurements: dict[str, float | None]
    engine_version: str
    elapsed_ms: int
    main_reason: str = ""
    error: str | None = None
    code: str | None = None
    uses: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(self)


def assess(name: str, data: bytes, standard: Standard) -> Record:
    """Measure and judge one encoded file. An unreadable one is a record with its error."""
    began = time.perf_counter()
    try:
        analysis = apart.analyse(data)
    except UnreadablePhoto as refusal:
        return unreadable(name, refusal, elapsed_ms(began))
    verdict, uses = judge(analysis, standard), judge_uses(analysis, standard)
    return judged(name, verdict, analysis, elapsed_ms(began), uses)


def judged(
    name: str,
    verdict: Verdict,
    analysis: Analysis,
    elapsed: int,
    uses: Sequence[UseVerdict] = (),
) -> Record:
    """The record of one judged file; `elapsed` in ms."""
    return Record(
        file=name,
        verdict=verdict.outcome.value,
        score=verdict.score,
        shot_type=verdict.shot_type,
        scores=verdict.scores,
        findings=findings_as_json(verdict),
        crop=crop_as_json(verdict.crop),
        target_crop=crop_as_json(verdict.target_crop),
        faces=len(analysis.faces),
        measurements={one.name: one.value for one in analysis.measurements},
        engine_version=analysis.engine_version,
        elapsed_ms=elapsed,
        main_reason=verdict.main_finding.message if verdict.main_finding else "",
        uses={one.use.name: use_as_json(one) for one in uses},
    )


def unreadable(name: str, refusal: UnreadablePhoto, elapsed: int) -> Record:
    """The record of a file that could not be read."""
    return Record(
        file=name,
        verdict=None,
        score=None,
        shot_type=None,
        scores={},
        findings=[],
        crop=None,
        target_crop=None,
        faces=None,
        measurements={},
        engine_version=ENGINE_VERSION,
        elapsed_ms=elapsed,
        main_reason=refusal.message,
        error=refusal.message,
        code=refusal.code,
    )


def findings_as_json(verdict: Verdict) -> list[dict[str, Any]]:
    """The findings as programs read them; rows keep each rule's score as well."""
    return [
        {name: getattr(one, name) for name in PUBLIC_FINDING}
        | {"outcome": one.outcome.value, "mended_by_crop": one.mended_by_crop}
        for one in verdict.findings
    ]


def use_as_json(verdict: UseVerdict) -> dict[str, Any]:
    """One use's verdict as programs read it; `reason` is empty where nothing was missed."""
    return {
        "verdict": verdict.outcome.value,
        "sizes": list(verdict.sizes),
        "missing": list(verdict.missing),
        "reason": verdict.main_finding.message if verdict.main_finding else "",
    }


def crop_as_json(crop: CropBox | None) -> dict[str, float] | None:
    """A crop in px and degrees, or None."""
    if crop is None:
        return None
    return {name: round(side, DECIMALS) for name, side in asdict(crop).items()}


def elapsed_ms(began: float) -> int:
    """Milliseconds of wall clock since `began` (time.perf_counter)."""
    return round(1000 * (time.perf_counter() - began))
