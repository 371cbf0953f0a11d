"""The verdict on a photo that was made for one use alone."""

from __future__ import annotations

from photos.quality.analysis import Analysis
from photos.quality.findings import blended
from photos.quality.scores import group_scores, total_score
from photos.quality.standard import SCORED_GROUPS, Standard
from photos.quality.use_verdicts import judge_uses, laid_over
from photos.quality.uses import use_named
from photos.quality.verdict import Outcome, Verdict, final_shot_type, judge, rounded


def judge_for(analysis: Analysis, standard: Standard, purpose: str) -> Verdict:
    """The verdict under the standard; with a purpose, under what that use asks besides.

    Raises KeyError for a use that there is not.
    """
    if not purpose or not analysis.faces:
        return judge(analysis, standard)
    use = use_named(purpose)
    asked = laid_over(standard, use)
    told = next(one for one in judge_uses(analysis, standard) if one.use is use)
    by_group = group_scores((one.group, one.score) for one in told.findings)
    crop = told.alignment.box if told.outcome == Outcome.FIX else None
    seen = blended(analysis, standard)
    return Verdict(
        outcome=told.outcome,
        score=total_score(by_group, asked.weights, told.outcome),
        scores={group: rounded(by_group.get(group)) for group in SCORED_GROUPS},
        shot_type=final_shot_type(seen, asked, list(told.findings)),
        findings=told.findings,
        crop=crop,
        target_crop=crop,
        standard=standard.name,
        standard_version=asked.version,
    )
