"""How often the rules err on good photos that are changed by known doses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from photos.evaluation.benchmarks.trials import (
    Judged,
    Trial,
    known_measures,
    known_rules,
    unknown,
)
from photos.evaluation.doses.families import Family
from photos.evaluation.estimates import Share
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.standard import DEFAULT, load_standard


@dataclass(frozen=True, slots=True)
class DoseErrors:
    """What is said of all photos under one dose.

    `flagged` are those of which a rule of the family warns or fails, `rejected` those whose
    verdict is retake or unsure; `must_flag` where nearly all should be flagged.
    """

    dose: float
    must_flag: bool
    flagged: Share
    rejected: Share

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "dose": self.dose,
            "must_flag": self.must_flag,
            "flagged": self.flagged.as_json(),
            "retake_or_unsure": self.rejected.as_json(),
        }


@dataclass(frozen=True, slots=True)
class FamilyErrors:
    """One family: each of its doses, and on how many photos each measure follows them.

    `unknown` are its measures and rules that this engine does not have, which are left out.
    """

    family: Family
    doses: tuple[DoseErrors, ...]
    follows: dict[str, Share]
    unknown: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "unit": self.family.unit,
            "doses": [one.as_json() for one in self.doses],
            "follows": {name: share.as_json() for name, share in self.follows.items()},
            "unknown": list(self.unknown),
        }


@dataclass(frozen=True, slots=True)
class Errors:
    """All families, and what is said of the unchanged photos: by rule, by any rule, and by
    the verdict. All of that is wrong, for they are good."""

    photos: int
    families: tuple[FamilyErrors, ...]
    false_flags: dict[str, Share]
    flagged_unchanged: Share
    rejected_unchanged: Share

    @property
    def caught(self) -> Share:
        """The photos flagged under doses that must be."""
        large = [dose.flagged for one in self.families for dose in one.doses if dose.must_flag]
        return summed(large)

    @property
    def followed(self) -> Share:
        """The photos on which measures follow their doses."""
        return summed(share for one in self.families for share in one.follows.values())

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values, families under their names."""
        return {
            "engine_version": ENGINE_VERSION,
            "standard": DEFAULT,
            "standard_version": load_standard(DEFAULT).version,
            "photos": self.photos,
            "caught": self.caught.as_json(),
            "followed": self.followed.as_json(),
            "unchanged": {
                "flagged": self.flagged_unchanged.as_json(),
                "retake_or_unsure": self.rejected_unchanged.as_json(),
                "rules": {name: share.as_json() for name, share in self.false_flags.items()},
            },
            "families": {one.family.name: one.as_json() for one in self.families},
        }


def errors(
    families: Sequence[Family], trials: Iterable[Trial], unchanged: Sequence[Judged]
) -> Errors:
    """The errors in these trials, and on the same photos unchanged."""
    seen = list(trials)
    by_family = {
        one.name: [trial for trial in seen if trial.family == one.name] for one in families
    }
    return Errors(
        photos=len(unchanged),
        families=tuple(family_errors(one, by_family[one.name]) for one in families),
        false_flags=false_flags(unchanged),
        flagged_unchanged=share_of(bool(one.flags) for one in unchanged),
        rejected_unchanged=share_of(one.is_rejected for one in unchanged),
    )


def family_errors(family: Family, trials: Sequence[Trial]) -> FamilyErrors:
    """The errors of one family."""
    by_dose = zip(*(one.judged for one in trials), strict=True)
    pairs = zip(family.doses, by_dose, strict=True)
    followed = {
        name: share_of(one.follows[name] for one in trials) for name in known_measures(family)
    }
    doses = tuple(dose_errors(family, dose, seen) for dose, seen in pairs)
    return FamilyErrors(family, doses, followed, unknown(family))


def dose_errors(family: Family, dose: float, seen: Sequence[Judged]) -> DoseErrors:
    """The errors of one dose; nothing is flagged by a family without rules."""
    rules = frozenset(known_rules(family))
    return DoseErrors(
        dose=dose,
        must_flag=family.flagged_from is not None and dose >= family.flagged_from,
        flagged=share_of(bool(one.flags & rules) for one in seen) if rules else Share(0, 0),
        rejected=share_of(one.is_rejected for one in seen),
    )


def false_flags(unchanged: Sequence[Judged]) -> dict[str, Share]:
    """By rule, on how many of the unchanged photos it warns or fails; only those that do."""
    rules = sorted({rule for one in unchanged for rule in one.flags})
    return {rule: share_of(rule in one.flags for one in unchanged) for rule in rules}


def share_of(answers: Iterable[bool]) -> Share:
    """How many of them are true."""
    told = list(answers)
    return Share(sum(told), len(told))


def summed(shares: Iterable[Share]) -> Share:
    """All of them together."""
    told = list(shares)
    return Share(sum(one.part for one in told), sum(one.whole for one in told))
