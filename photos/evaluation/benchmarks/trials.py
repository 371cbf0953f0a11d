"""One good photo under every dose of one family, judged each time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from photos.evaluation.doses.families import FAMILIES, Family, changed, follows
from photos.evaluation.doses.original import Original, original
from photos.evaluation.files import processes
from photos.quality.analysis import analyse
from photos.quality.findings import FindingOutcome
from photos.quality.measures import MEASURES
from photos.quality.standard import DEFAULT, load_standard
from photos.quality.verdict import Outcome, Verdict, judge

FAULTS = frozenset({FindingOutcome.WARN, FindingOutcome.FAIL})
REJECTED = frozenset({Outcome.RETAKE, Outcome.UNSURE})
GOOD = "good"  # in truth.csv


@dataclass(frozen=True, slots=True)
class GoodPhoto:
    """An encoded photo without a fault."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one picture: those that warn or fail, and whether the verdict is
    retake or unsure."""

    flags: frozenset[str]
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One photo under each dose of a family, in their order; `follows` tells by measure
    whether it followed them."""

    family: str
    judged: tuple[Judged, ...]
    follows: dict[str, bool]


def good_photos(folder: Path) -> list[GoodPhoto]:
    """The photos that the folder's truth.csv calls good."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as lines:
        names = [row["photo"] for row in csv.DictReader(lines) if row["expected"] == GOOD]
    return [GoodPhoto(name, (folder / name).read_bytes()) for name in names]


def trials(photos: Iterable[GoodPhoto], families: Sequence[Family], jobs: int) -> Iterator[Trial]:
    """Every photo under every family, in several processes; in no particular order."""
    pairs = [(photo, family.name) for photo in photos for family in families]
    if jobs == 1:
        yield from (trial(*pair) for pair in pairs)
        return
    with processes(jobs) as pool:
        yield from pool.map(trial, *zip(*pairs, strict=True), chunksize=len(families))


def trial(photo: GoodPhoto, family_name: str) -> Trial:
    """One photo under one family: by its name, as what a family does cannot be sent."""
    (family,) = (one for one in FAMILIES if one.name == family_name)
    picture = opened(photo)
    analyses = [changed(picture, family, dose) for dose in family.doses]
    followed = {
        name: follows(
            [one.measurement(name).value for one in analyses], rising=name in family.rising
        )
        for name in known_measures(family)
    }
    standard = load_standard(DEFAULT)
    return Trial(family_name, tuple(judged(judge(one, standard)) for one in analyses), followed)


@lru_cache(maxsize=1)
def opened(photo: GoodPhoto) -> Original:
    """The photo with its face and outline; the last one is kept for the next family."""
    return original(photo.name, photo.data)


def judged_unchanged(photo: GoodPhoto) -> Judged:
    """What is said of the file as it is."""
    return judged(judge(analyse(photo.data), load_standard(DEFAULT)))


def judged(verdict: Verdict) -> Judged:
    """What counts of a verdict."""
    flags = frozenset(one.rule for one in verdict.findings if one.outcome in FAULTS)
    return Judged(flags, verdict.outcome in REJECTED)


def known_measures(family: Family) -> tuple[str, ...]:
    """Those of the family's measures that this engine takes."""
    taken = {one.name for one in MEASURES}
    return tuple(name for name in family.measures if name in taken)


def known_rules(family: Family) -> tuple[str, ...]:
    """Those of the family's rules that the standard has."""
    held = {one.id for one in load_standard(DEFAULT).rules} | {"shot_type"}
    return tuple(name for name in family.rules if name in held)


def unknown(family: Family) -> tuple[str, ...]:
    """Measures and rules of the family that this engine does not have."""
    known = {*known_measures(family), *known_rules(family)}
    return tuple(
        name for name in dict.fromkeys(family.measures + family.rules) if name not in known
    )
