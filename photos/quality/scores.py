"""How good a value is, 0-100, and how the scores of rules make the score of a photo."""

import math
from collections.abc import Iterable

from photos.quality.standard import Band, Rule

AT_TARGET, AT_PASS, AT_WARN = 100.0, 80.0, 50.0
RANGES = {"pass": (70, 100), "fix": (40, 69), "unsure": (40, 69), "retake": (0, 39)}


def rule_score(value: float, rule: Rule) -> float:
    """100 in the target, 80 at the edge of pass, 50 at the edge of warn, 0 far beyond; linear
    between, and never rising away from the target."""
    target = rule.target
    if target.low <= value <= target.high:
        return AT_TARGET
    if value < target.low:  # the same as above the target, mirrored
        return side_score(-value, *(-edge for edge in lows(rule)))
    return side_score(value, target.high, rule.passes.high, rule.warns.high)


def lows(rule: Rule) -> tuple[float, float, float]:
    """The lower edges of target, pass and warn."""
    return rule.target.low, rule.passes.low, rule.warns.low


def side_score(value: float, target: float, passes: float, warns: float) -> float:
    """The score of a value above `target`, with target <= passes <= warns (or infinite)."""
    if value <= passes:
        return between(value, Band(target, passes), AT_TARGET, AT_PASS)
    if math.isinf(warns):  # never a fail: down to a warning's edge, then level
        width = passes - target or 1.0
        return between(min(value, passes + width), Band(passes, passes + width), AT_PASS, AT_WARN)
    if value <= warns:
        return between(value, Band(passes, warns), AT_PASS, AT_WARN)
    width = warns - target or 1.0
    return between(min(value, warns + width), Band(warns, warns + width), AT_WARN, 0.0)


def between(value: float, band: Band, at_low: float, at_high: float) -> float:
    """Linear from `at_low` at the band's low end to `at_high` at its high end."""
    if math.isinf(band.high) or band.high <= band.low:
        return at_low
    return at_low + (at_high - at_low) * (value - band.low) / (band.high - band.low)


def group_scores(scored: Iterable[tuple[str, float | None]]) -> dict[str, float]:
    """The lowest score of each group; groups without any score are left out."""
    lowest: dict[str, float] = {}
    for group, score in scored:
        if score is not None and (group not in lowest or score < lowest[group]):
            lowest[group] = score
    return lowest


def total_score(by_group: dict[str, float], weights: dict[str, float], outcome: str) -> int:
    """The weighted mean of the groups, held within the verdict's range.

    A pass keeps its mean, at least 70. Anything else is scaled into its range, so that
    the worst of many retakes still comes first.
    """
    weighed = {group: weights[group] for group in by_group if group in weights}
    total = sum(weighed.values())
    mean = sum(by_group[name] * share for name, share in weighed.items()) / total if total else 0
    low, high = RANGES[outcome]
    if outcome == "pass":
        return round(max(mean, low))
    return round(low + (high - low) * mean / AT_TARGET)
