"""How far photos of one team may differ: team.toml, with what each standard changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from photos.quality.standard import StandardError, read_toml, standard_names

FILE = Path(__file__).parent / "team.toml"
RELATIVE, DIFFERENCE, CLASS = "relative", "difference", "class"
WAYS = frozenset({RELATIVE, DIFFERENCE, CLASS})


@dataclass(frozen=True, slots=True)
class Bands:
    """The largest deviations that score 100, that pass and that are a warning; the last may be
    infinite: then nothing fails."""

    target: float
    passes: float
    warns: float

    def times(self, factor: float) -> Bands:
        """All of them so much wider."""
        return Bands(self.target * factor, self.passes * factor, self.warns * factor)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing in which photos of a team are alike.

    `compared`: RELATIVE, DIFFERENCE or CLASS. `most_spread` is how much the team's photos may
    vary, infinite where nobody asks. `usual` says the team's value, `number` a photo's beside
    it; `low` and `high` say what is seen below and above the
    team's value; `low_across` and `high_across` the same where both are beyond `even` on
    either side of 0.
    """

    name: str
    title: str
    group: str
    compared: str
    unit: str
    bands: Bands
    most_spread: float
    usual: str
    number: str
    low: str
    high: str
    low_across: str
    high_across: str
    even: float


@dataclass(frozen=True, slots=True)
class BackgroundBounds:
    """Beyond which background_busyness (0-1) a background is busy, and up to which
    background_clutter (Lab units a pixel) it is plain; between them it is soft."""

    busy: float
    plain: float


@dataclass(frozen=True, slots=True)
class TeamRules:
    """The features under one standard; `weights` are the groups' shares of a score."""

    standard: str
    weights: Mapping[str, float]
    background: BackgroundBounds
    features: tuple[Feature, ...]

    def feature(self, name: str) -> Feature:
        """The feature of that name. Raises KeyError."""
        return {one.name: one for one in self.features}[name]


@lru_cache
def team_rules(standard: str) -> TeamRules:
    """The rules for teams under the standard of that name. Raises KeyError for an unknown one."""
    if standard not in standard_names():
        raise KeyError(f"There is no standard {standard!r}.")
    return read_team_rules(standard, read_toml(FILE))


def read_team_rules(standard: str, tables: dict[str, Any]) -> TeamRules:
    """The rules under that standard. Raises StandardError."""
    unknown = set(tables["standards"]) - set(standard_names())
    if unknown:
        raise StandardError(f"team: no such standard: {', '.join(sorted(unknown))}")
    own = tables["standards"].get(standard, {})
    most_spread, factor = own.get("most_spread", {}), float(own.get("bands_times", 1.0))
    unknown = set(most_spread) - set(tables["features"])
    if unknown:
        raise StandardError(f"team.{standard}: no such feature: {', '.join(sorted(unknown))}")
    features = tuple(
        read_feature(name, table, factor, float(most_spread.get(name, math.inf)))
        for name, table in tables["features"].items()
    )
    weightless = {one.group for one in features} - set(tables["weights"])
    if weightless:
        raise StandardError(f"team: no weight for {', '.join(sorted(weightless))}")
    background = BackgroundBounds(**tables["background_class"])
    return TeamRules(standard, tables["weights"], background, features)


def read_feature(name: str, table: dict[str, Any], factor: float, most_spread: float) -> Feature:
    """One feature from its table. Raises StandardError."""
    try:
        bands = Bands(*(float(edge) for edge in table["bands"])).times(factor)
        feature = Feature(
            name=name,
            title=str(table["title"]),
            group=str(table["group"]),
            compared=str(table["compared"]),
            unit=str(table.get("unit", "")),
            bands=bands,
            most_spread=most_spread,
            usual=str(table.get("usual", "{value}")),
            number=str(table["number"]),
            low=str(table.get("low", "")),
            high=str(table["high"]),
            low_across=str(table.get("low_across", "")),
            high_across=str(table.get("high_across", "")),
            even=float(table.get("even", math.inf)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StandardError(f"team.{name}: {error!r}") from error
    if not 0 <= bands.target < bands.passes < bands.warns or feature.compared not in WAYS:
        raise StandardError(f"team.{name}: bands must grow from 0, compared be one of {WAYS}")
    return feature
