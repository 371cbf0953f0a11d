"""How well photos fit in with their team's: each person's likeness, and the team's score.

One implementation for one photo and for 100,000: arrays of looks against a baseline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photos.quality import explain_team
from photos.quality.baselines import Baseline, LookTable, table_of
from photos.quality.findings import FindingOutcome
from photos.quality.looks import CLASSES, NUMBERS, Look
from photos.quality.scores import AT_PASS, AT_TARGET, AT_WARN
from photos.quality.team_rules import CLASS, RELATIVE, Feature, TeamRules

MISSES = frozenset({FindingOutcome.WARN, FindingOutcome.FAIL})
WORST_COUNTS = 0.5  # of a person's score is the worst group's, so that no other hides it


class Deviation(NamedTuple):
    """One feature of a photo held against its team's.

    `value` is the photo's and `usual` the team's, in the feature's unit or as a class;
    `difference` has a sign, and is a share of `usual` for relative features.
    """

    feature: Feature
    outcome: FindingOutcome
    value: float | str | None
    usual: float | str | None
    difference: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well one photo fits in. `score` is 0-100, None where nothing could be compared;
    deviations come in the rules' order."""

    score: int | None
    deviations: tuple[Deviation, ...]
    baseline: Baseline

    @property
    def misfits(self) -> list[Deviation]:
        """What stands out, the worst first."""
        missed = [one for one in self.deviations if one.outcome in MISSES]
        return sorted(missed, key=lambda one: (one.outcome != FindingOutcome.FAIL, one.score))

    @property
    def outcome(self) -> FindingOutcome:
        """The worst of its deviations."""
        seen = {one.outcome for one in self.deviations}
        order = (FindingOutcome.FAIL, FindingOutcome.WARN, FindingOutcome.PASS)
        return next((one for one in order if one in seen), FindingOutcome.NOT_ASSESSED)

    def sentences(self, team: str) -> list[str]:
        """How the photo stands among those of `team` ("Finance", "the company"), in words."""
        if self.score is None:
            return [explain_team.not_compared()]
        told = [sentence(one, self.baseline, team) for one in self.misfits]
        return told or [explain_team.fits_in(team)]


def compare(look: Look, baseline: Baseline, rules: TeamRules) -> Likeness:
    """Hold one photo against a baseline."""
    table = table_of([look])
    differences = differences_of(table, baseline, rules)
    by_feature = feature_scores(differences, rules)
    total = person_scores(by_feature, rules)[0]
    deviations = tuple(
        deviation(feature, look, baseline, difference, score)
        for feature, difference, score in zip(
            rules.features, differences[0], by_feature[0], strict=True
        )
    )
    return Likeness(None if math.isnan(total) else int(total), deviations, baseline)


def likeness_scores(table: LookTable, baseline: Baseline, rules: TeamRules) -> NDArray[np.float64]:
    """Everybody's score (n), whole numbers 0-100, NaN where nothing could be compared."""
    return person_scores(feature_scores(differences_of(table, baseline, rules), rules), rules)


def count_misfits(table: LookTable, baseline: Baseline, rules: TeamRules) -> int:
    """How many looks stand out by any of their features."""
    by_feature = feature_scores(differences_of(table, baseline, rules), rules)
    return int(np.count_nonzero((by_feature < AT_PASS).any(axis=1)))


def team_score(scores: NDArray[np.float64]) -> int | None:
    """The team's score, 0-100: the mean of its people's, so that one misfit among 20 costs at
    most 5 points. None where nobody was compared."""
    known = np.sort(scores[~np.isnan(scores)])  # sorted: the same sum in any order
    return round(float(known.mean())) if known.size else None


def differences_of(table: LookTable, baseline: Baseline, rules: TeamRules) -> NDArray[np.float64]:
    """How far each look is from the baseline (n, features), with signs; NaN where either is
    unknown. A class differs by how much rarer it is than the most common one, 0-1."""
    columns = [difference_of(feature, table, baseline) for feature in rules.features]
    return np.stack(columns, axis=1)


def difference_of(feature: Feature, table: LookTable, baseline: Baseline) -> NDArray[np.float64]:
    """The same for one feature (n)."""
    if feature.compared == CLASS:
        return rarity(feature, table, baseline)
    norm = baseline.norms.get(feature.name)
    if norm is None or (feature.compared == RELATIVE and norm.median <= 0):
        return np.full(len(table), np.nan)
    apart: NDArray[np.float64] = table.numbers[:, NUMBERS.index(feature.name)] - norm.median
    return apart / norm.median if feature.compared == RELATIVE else apart


def rarity(feature: Feature, table: LookTable, baseline: Baseline) -> NDArray[np.float64]:
    """How much rarer each look's class is than the most common one: 0 for that one, 1 for a
    class of which there is no other."""
    words = CLASSES[feature.name]
    shares = baseline.shares.get(feature.name)
    if not shares:
        return np.full(len(table), np.nan)
    most = max(shares.values())
    # The unknown class, -1, is the last one.
    rare = np.array([1 - shares.get(word, 0.0) / most for word in words] + [np.nan])
    found: NDArray[np.float64] = rare[table.classes[:, list(CLASSES).index(feature.name)]]
    return found


def feature_scores(differences: NDArray[np.float64], rules: TeamRules) -> NDArray[np.float64]:
    """The scores (n, features), 0-100, of these differences, by the scheme of scores.rule_score:
    100 in the target, 80 at the edge of pass, 50 at the edge of warn, 0 far beyond."""
    sizes = np.abs(differences)
    columns = [
        np.interp(sizes[:, place], *score_line(feature))
        for place, feature in enumerate(rules.features)
    ]
    return np.stack(columns, axis=1)


def score_line(feature: Feature) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Deviations and their scores, between which scores are linear."""
    target, passes, warns = feature.bands.target, feature.bands.passes, feature.bands.warns
    if math.isinf(warns):  # never a fail: down to a warning's edge, then level
        return (target, passes, 2 * passes - target), (AT_TARGET, AT_PASS, AT_WARN)
    return (target, passes, warns, 2 * warns - target), (AT_TARGET, AT_PASS, AT_WARN, 0.0)


def person_scores(by_feature: NDArray[np.float64], rules: TeamRules) -> NDArray[np.float64]:
    """Each person's score (n) from the scores of features (n, features).

    A group has the score of its worst feature. Half of the total is the groups' weighted mean
    and half the worst group: a head of half the size is no small thing because the light is
    right. What could not be assessed counts for nothing.
    """
    groups = [one.group for one in rules.features]
    by_group = np.stack(
        [
            np.fmin.reduce(by_feature[:, [one == group for one in groups]], axis=1)
            for group in rules.weights
        ],
        axis=1,
    )
    known = ~np.isnan(by_group)
    weights = known * np.array(list(rules.weights.values()))
    total = weights.sum(axis=1)
    weighed = (np.where(known, by_group, 0.0) * weights).sum(axis=1)
    mean = np.divide(weighed, total, out=np.full(len(total), np.nan), where=total > 0)
    worst = np.fmin.reduce(by_group, axis=1)
    scores: NDArray[np.float64] = np.rint((1 - WORST_COUNTS) * mean + WORST_COUNTS * worst)
    return scores


def deviation(
    feature: Feature, look: Look, baseline: Baseline, difference: float, score: float
) -> Deviation:
    """One feature's deviation, with values as people read them."""
    value = getattr(look, feature.name)
    if math.isnan(difference):
        return Deviation(feature, FindingOutcome.NOT_ASSESSED, value or None, None, None, None)
    return Deviation(
        feature,
        outcome_of(difference, feature),
        value,
        usual_of(feature, baseline),
        float(difference),
        float(score),
    )


def usual_of(feature: Feature, baseline: Baseline) -> float | str:
    """The team's value: its median, or its most common class."""
    if feature.compared == CLASS:
        return next(iter(baseline.shares[feature.name]))
    return baseline.norms[feature.name].median


def outcome_of(difference: float, feature: Feature) -> FindingOutcome:
    """In which of the feature's bands a difference lies."""
    if abs(difference) <= feature.bands.passes:
        return FindingOutcome.PASS
    return FindingOutcome.WARN if abs(difference) <= feature.bands.warns else FindingOutcome.FAIL


def sentence(deviation: Deviation, baseline: Baseline, team: str) -> str:
    """What stands out, in words."""
    shares = baseline.shares.get(deviation.feature.name, {})
    compared = explain_team.Compared(
        deviation.value,
        deviation.usual,
        deviation.difference or 0.0,
        max(shares.values(), default=0),
    )
    return explain_team.unlike_team(
        deviation.feature, compared, explain_team.Team(team, baseline.is_reference)
    )
