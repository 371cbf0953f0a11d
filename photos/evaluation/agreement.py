"""How far the machine's verdicts agree with people's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from photos.evaluation.estimates import (
    NOTHING,
    Estimate,
    Interval,
    Share,
    mean_of_shares,
    wilson,
)
from photos.evaluation.labels import VERDICTS
from photos.quality.standard import Standard

PIXEL_RULES = "resolution"  # the group that `verdict_visual` leaves out of account
NO_NEW_PHOTO = ("pass", "fix")
ESTIMATES = (
    "agreed", "caught", "spared", "balanced_accuracy", "false_flags", "false_retakes",
    "undecided", "kappa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far verdicts agree with labels on "retake or not"; an unsure counts as wrong.

    `agreed` is the share of all photos. `caught` is the share of retakes that were called
    a retake, `spared` of the photos people pass (or mend by a crop) that were called pass
    or fix; `balanced_accuracy` is the mean of these two. `false_flags` is what is not
    spared, unsure included, `false_retakes` without it; `undecided` the share of unsure.
    `kappa` is Cohen's. `table` counts (label, verdict) pairs.
    """

    photos: int
    agreed: Share
    caught: Share
    spared: Share
    balanced_accuracy: Estimate
    false_flags: Share
    false_retakes: Share
    undecided: Share
    kappa: Estimate
    table: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain numbers, and again with counts and intervals in `estimates`."""
        estimates = {name: getattr(self, name) for name in ESTIMATES}
        return {
            "photos": self.photos,
            **{name: one.value for name, one in estimates.items()},
            "unsure": self.undecided.part,
            "table": self.table,
            "estimates": {name: one.as_json() for name, one in estimates.items()},
        }


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of (label, verdict) pairs."""
    counts = Counter(pairs)
    retakes = row_of(counts, ("retake",))
    others = row_of(counts, NO_NEW_PHOTO)
    caught = Share(retakes["retake"], retakes.total())
    spared = Share(others["pass"] + others["fix"], others.total())
    return Agreement(
        photos=counts.total(),
        agreed=Share(agreed(folded(counts)), counts.total()),
        caught=caught,
        spared=spared,
        balanced_accuracy=mean_of_shares(caught, spared),
        false_flags=Share(others["retake"] + others["unsure"], others.total()),
        false_retakes=Share(others["retake"], others.total()),
        undecided=Share(row_of(counts, VERDICTS)["unsure"], counts.total()),
        kappa=cohens_kappa(counts),
        table={label: {one: counts[label, one] for one in VERDICTS} for label in VERDICTS},
    )


def row_of(counts: Counter[tuple[str, str]], labels: Iterable[str]) -> Counter[str]:
    """The verdicts on photos with one of these labels."""
    wanted, row = set(labels), Counter[str]()
    for (label, verdict), count in counts.items():
        if label in wanted:
            row[verdict] += count
    return row


def cohens_kappa(counts: Counter[tuple[str, str]]) -> Estimate:
    """Cohen's kappa on retake, not retake and unsure; None where chance alone agrees fully.

    Its interval is Wilson's of the observed agreement, with the agreement by chance held
    fixed, as in the standard error of J. Cohen, A coefficient of agreement for nominal
    scales, Educational and Psychological Measurement 20 (1960), 37-46.
    """
    few = folded(counts)
    total = few.total()
    by_chance = chance_agreement(few)
    if by_chance is None or by_chance == 1:
        return NOTHING
    observed = agreed(few)
    kappa, low, high = (
        (share - by_chance) / (1 - by_chance)
        for share in (observed / total, *bounds(wilson(observed, total)))
    )
    return Estimate(kappa, Interval(low, high))


def bounds(interval: Interval) -> tuple[float, float]:
    """Both ends."""
    return interval.low, interval.high


def chance_agreement(few: Counter[tuple[str, str]]) -> float | None:
    """The share on which two who judge as often, but blindly, would agree; None of nothing."""
    total = few.total()
    labels, verdicts = Counter[str](), Counter[str]()
    for (label, verdict), count in few.items():
        labels[label] += count
        verdicts[verdict] += count
    return sum(labels[kind] * verdicts[kind] for kind in labels) / total**2 if total else None


def agreed(few: Counter[tuple[str, str]]) -> int:
    """How many pairs are of one kind."""
    return sum(count for (label, verdict), count in few.items() if label == verdict)


def folded(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """The same pairs, with pass and fix as one kind."""
    few: Counter[tuple[str, str]] = Counter()
    for (label, verdict), count in counts.items():
        few[fold(label), fold(verdict)] += count
    return few


def fold(verdict: str) -> str:
    """Pass and fix are one: no new photo is needed."""
    return "fine" if verdict in NO_NEW_PHOTO else verdict


def without_pixel_rules(standard: Standard) -> Standard:
    """The standard for labels that ignore how many pixels a file has."""
    kept = tuple(rule for rule in standard.rules if rule.group != PIXEL_RULES)
    return replace(standard, rules=kept, least_crop=1.0)
