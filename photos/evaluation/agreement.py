"""Labels of people's verdicts, and how far the machine agrees with them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from photos.quality.standard import Standard

VERDICTS = ("pass", "fix", "retake", "unsure")
PIXEL_RULES = "resolution"  # the group that `verdict_visual` leaves out of account
TRUTH_COLUMNS = ("verdict_visual", "verdict")


class UnusableLabels(Exception):
    """A labels file that cannot be used; says which column or line, for people."""


@dataclass(frozen=True, slots=True)
class Label:
    """What people said of one file. `ambiguous` where they disagreed or hesitated."""

    file: str
    verdict: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far verdicts agree with labels on "retake or not"; an unsure counts as wrong.

    `caught` is the share of retakes that were called a retake, `spared` of the others that
    were called pass or fix; `balanced_accuracy` is their mean (None without both kinds);
    `kappa` is Cohen's. `table` counts (label, verdict) pairs.
    """

    photos: int
    caught: float | None
    spared: float | None
    balanced_accuracy: float | None
    kappa: float | None
    unsure: int
    table: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return asdict(self)


def read_labels(path: Path) -> tuple[list[Label], str]:
    """The labels of a CSV and the column they were taken from. Raises UnusableLabels."""
    with path.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        columns = reader.fieldnames or ()
        truth = next((name for name in TRUTH_COLUMNS if name in columns), None)
        if "file" not in columns or truth is None:
            raise UnusableLabels(
                f"{path.name} needs a column “file” and one of: {', '.join(TRUTH_COLUMNS)}."
            )
        return [read_label(row, truth, reader.line_num) for row in reader], truth


def read_label(row: dict[str, str], truth: str, line: int) -> Label:
    """One line of a labels file."""
    verdict = (row[truth] or "").strip()
    if verdict not in VERDICTS:
        raise UnusableLabels(f"Line {line}: {verdict!r} is none of {', '.join(VERDICTS)}.")
    return Label(row["file"], verdict, (row.get("ambiguous") or "0").strip() == "1")


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of (label, verdict) pairs."""
    counts = Counter(pairs)
    retakes = {verdict: counts["retake", verdict] for verdict in VERDICTS}
    others = {
        verdict: sum(counts[label, verdict] for label in ("pass", "fix")) for verdict in VERDICTS
    }
    caught = share(retakes["retake"], sum(retakes.values()))
    spared = share(others["pass"] + others["fix"], sum(others.values()))
    both = caught is not None and spared is not None
    return Agreement(
        photos=counts.total(),
        caught=caught,
        spared=spared,
        balanced_accuracy=(caught + spared) / 2 if both else None,  # type: ignore[operator]
        kappa=cohens_kappa(counts),
        unsure=sum(counts[label, "unsure"] for label in VERDICTS),
        table={label: {one: counts[label, one] for one in VERDICTS} for label in VERDICTS},
    )


def share(part: int, whole: int) -> float | None:
    """`part` of `whole`, None of nothing."""
    return part / whole if whole else None


def cohens_kappa(counts: Counter[tuple[str, str]]) -> float | None:
    """Cohen's kappa on retake, not retake and unsure; None where chance alone agrees fully."""
    folded: Counter[tuple[str, str]] = Counter()
    for (label, verdict), count in counts.items():
        folded[fold(label), fold(verdict)] += count
    total = folded.total()
    if not total:
        return None
    kinds = {kind for pair in folded for kind in pair}
    observed = sum(folded[kind, kind] for kind in kinds) / total
    by_chance = sum(
        sum(folded[kind, other] for other in kinds) * sum(folded[other, kind] for other in kinds)
        for kind in kinds
    ) / (total * total)
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def fold(verdict: str) -> str:
    """Pass and fix are one: no new photo is needed."""
    return "fine" if verdict in {"pass", "fix"} else verdict


def without_pixel_rules(standard: Standard) -> Standard:
    """The standard for labels that ignore how many pixels a file has."""
    kept = tuple(rule for rule in standard.rules if rule.group != PIXEL_RULES)
    return replace(standard, rules=kept, least_crop=1.0)
