"""A standard: named, versioned rules. standards/*.toml are the shipped ones."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from photos.quality.blend import CURVES, Blend, Part

FOLDER = Path(__file__).parent / "standards"
DEFAULT = "headshot"
TEXTS = (
    "title", "measure", "group", "good", "low_saw", "high_saw", "number", "low", "high",
)  # fmt: skip
SCORED_GROUPS = ("framing", "background", "lighting", "sharpness")


class StandardError(Exception):
    """A standard's file breaks the rules of its own form; says which file and where."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values, both ends allowed; an end may be infinite."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def middle(self) -> float:
        """Halfway between the ends; the finite one of a band open to one side."""
        if math.isinf(self.low):
            return self.high
        return self.low if math.isinf(self.high) else (self.low + self.high) / 2

    def narrowed(self, margin: float) -> Band:
        """The band without `margin` at each end; its middle where it is narrower than that."""
        if self.high - self.low <= 2 * margin:
            return Band(self.middle, self.middle)
        return Band(self.low + margin, self.high - margin)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of one measurement.

    A value in `passes` passes, one in `warns` is a warning, any other a fail; with
    `absolute` the sign does not count. `target` scores 100. `mended_by_crop`: a crop
    may bring the value in, and `measure_in_crop` is read of the crop instead; a crop keeps
    `crop_margin` away from the edges, because measuring it again moves the value by as much.
    `decides`: "machine", or "person" for a fail that only a person may turn into a
    retake. `required`: not being assessed makes the verdict unsure. The rest are the
    sentences' parts: `good` for a pass, `low_saw` and `high_saw` for what is seen below
    and above it, `number` with its {value}, `low` and `high` for what to do.
    """

    id: str
    title: str
    measure: str
    measure_in_crop: str
    group: str
    target: Band
    passes: Band
    warns: Band
    absolute: bool
    mended_by_crop: bool
    crop_margin: float
    decides: str
    required: bool
    good: str
    low_saw: str
    high_saw: str
    number: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class ShotTypeBounds:
    """Where one shot type ends. `..._head` are shares of the frame's height, `..._body`
    lengths below the chin in T (eyes to chin), clutter in Lab, the second face a share."""

    too_tight_head: float
    headshot_head: float
    headshot_body: float
    half_length_body: float
    three_quarter_body: float
    environmental_head: float
    environmental_clutter: float
    group_other_faces: float


@dataclass(frozen=True)
class Standard:
    """The rules a picture is held against. `version` is a digest of everything in it.

    `shot_types` are those allowed; `least_crop` is the side in px of the smallest crop that is
    proposed, the pixel minimum of the directory; `weights` are the groups' shares of the total
    score; `blends` make further measurements out of those that were stored. `based_on` names the
    shipped standard that a company's own one began as; a shipped one is its own.
    """

    name: str
    based_on: str
    title: str
    summary: str
    version: str
    shot_types: tuple[str, ...]
    least_crop: float
    shot_type_bounds: ShotTypeBounds
    weights: dict[str, float]
    blends: tuple[Blend, ...]
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises KeyError."""
        return self.by_id[rule_id]

    @cached_property
    def mendable_rules(self) -> tuple[Rule, ...]:
        """The rules whose value a crop may bring in."""
        return tuple(rule for rule in self.rules if rule.mended_by_crop)

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}


@lru_cache
def standard_names() -> tuple[str, ...]:
    """The shipped standards, the default ("headshot") first."""
    others = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != DEFAULT)
    return (DEFAULT, *others)


@lru_cache
def load_standard(name: str) -> Standard:
    """The shipped standard of that name. Raises KeyError for an unknown name."""
    if name not in standard_names():
        raise KeyError(f"There is no standard {name!r}; there are {', '.join(standard_names())}.")
    return read_standard(name, read_toml(FOLDER / f"{name}.toml"), default_tables())


def default_tables() -> dict[str, Any]:
    """The default standard as plain values, on which the others are laid."""
    return read_toml(FOLDER / f"{DEFAULT}.toml")


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_standard(
    name: str, own: dict[str, Any], default: dict[str, Any], based_on: str = ""
) -> Standard:
    """A standard from its own tables laid over the default's. Raises StandardError."""
    unknown = set(own.get("rules", {})) - set(default["rules"])
    if unknown:
        raise StandardError(f"{name}: no such rule: {', '.join(sorted(unknown))}")
    tables = {
        rule_id: {**table, **own.get("rules", {}).get(rule_id, {})}
        for rule_id, table in default["rules"].items()
    }
    head = {**default, **own}
    weights = {**default["weights"], **own.get("weights", {})}
    bounds = {**default["shot_type_bounds"], **own.get("shot_type_bounds", {})}
    blends = {**default["blends"], **own.get("blends", {})}
    content = json.dumps(
        [head["shot_types"], head["least_crop"], bounds, weights, blends, tables], sort_keys=True
    )
    return Standard(
        name=name,
        based_on=based_on or name,
        title=head["title"],
        summary=head["summary"],
        version=hashlib.sha256(content.encode()).hexdigest()[:12],
        shot_types=tuple(head["shot_types"]),
        least_crop=float(head["least_crop"]),
        shot_type_bounds=ShotTypeBounds(**bounds),
        weights=weights,
        blends=read_blends(name, blends),
        rules=tuple(read_rule(f"{name}.{key}", key, table) for key, table in tables.items()),
    )


def read_blends(name: str, tables: dict[str, Any]) -> tuple[Blend, ...]:
    """All blends, those that follow another last. Raises StandardError."""
    own = {key: table for key, table in tables.items() if "follows" not in table}
    blends = {key: read_blend(f"{name}.{key}", key, table) for key, table in own.items()}
    for key, table in tables.items():
        if "follows" in table:
            followed = blends.get(str(table["follows"]))
            if followed is None:
                raise StandardError(f"{name}.{key}: there is no blend {table['follows']!r}")
            blends[key] = followed.under(key, str(table.get("prefix", "")))
    return tuple(blends.values())


def read_blend(place: str, blend_name: str, table: dict[str, Any]) -> Blend:
    """One blend from its table. Raises StandardError, also where a weight is below 0: more of
    a fault never makes a photo better."""
    try:
        parts = tuple(
            Part(str(one["measure"]), str(one.get("curve", "plain")), float(one["weight"]))
            for one in table["parts"]
        )
        blend = Blend(blend_name, str(table["origin"]), float(table["intercept"]), parts)
    except (KeyError, TypeError, ValueError) as error:
        raise StandardError(f"{place}: {error!r}") from error
    if any(one.curve not in CURVES or not one.weight >= 0 for one in parts):
        raise StandardError(f"{place}: a part has an unknown curve or a weight below 0")
    return blend


def read_rule(place: str, rule_id: str, table: dict[str, Any]) -> Rule:
    """One rule from its table. Raises StandardError where the bands don't lie in each other."""
    try:
        bands = [Band(*(float(end) for end in table[key])) for key in ("target", "pass", "warn")]
        texts = {key: str(table[key]) for key in TEXTS}
    except (KeyError, TypeError, ValueError) as error:
        raise StandardError(f"{place}: {error!r}") from error
    target, passes, warns = bands
    ordered = (warns.low, passes.low, target.low, target.high, passes.high, warns.high)
    if list(ordered) != sorted(ordered) or any(math.isnan(end) for end in ordered):
        raise StandardError(f"{place}: the target must lie in pass, and pass in warn")
    decides = str(table.get("decides", "machine"))
    if decides not in {"machine", "person"}:
        raise StandardError(f"{place}: decides is {decides!r}, not machine or person")
    return Rule(
        id=rule_id,
        target=target,
        passes=passes,
        warns=warns,
        measure_in_crop=str(table.get("measure_in_crop", table["measure"])),
        absolute=bool(table.get("absolute", False)),
        mended_by_crop=bool(table.get("mended_by_crop", False)),
        crop_margin=float(table.get("crop_margin", 0.0)),
        decides=decides,
        required=bool(table.get("required", False)),
        **texts,
    )
