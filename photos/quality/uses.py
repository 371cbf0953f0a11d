"""What photos are published for. uses.toml holds them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from photos.quality.shot_type import WORDS

FILE = Path(__file__).parent / "uses.toml"
WHOLE_PHOTO = "photo"  # an aspect: the photo's own


class UsesError(Exception):
    """The file of uses breaks the rules of its own form; says which use and where."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one use asks of a picture, and how everybody stands in it.

    `aspect` is width by height of the published picture, None for the whole photo, uncut.
    `sizes` are the widths in px that are made, smallest first; `minimum` and `preferred` the
    width that is asked for; of a whole photo, the long side. `head_height` and `eye_line` are the
    house target, in shares of the published picture's height; with `in_circle` the head with its
    hair lies inside the inscribed circle. `shot_types` are the kinds of picture that suit it;
    with `own_shot_types` they are those allowed, whatever the person's standard allows.
    """

    name: str
    title: str
    aspect: float | None
    sizes: tuple[int, ...]
    minimum: int
    preferred: int
    head_height: float
    eye_line: float
    in_circle: bool
    shot_types: tuple[str, ...]
    own_shot_types: bool


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a picture may be off a use's target before it counts as one fault.

    `head_height` is a share of the target, `eye_line` and `centre_offset` shares of the picture,
    `roll` is in degrees. Heads are straightened that are tilted by `least_turn` to `most_turn`
    degrees.
    """

    head_height: float
    eye_line: float
    centre_offset: float
    roll: float
    least_turn: float
    most_turn: float


@lru_cache
def load_uses() -> tuple[Use, ...]:
    """All uses, the team directory first."""
    tables = read_tables()
    return tuple(
        read_use(name, {**tables["house"], **own}) for name, own in tables["uses"].items()
    )


@lru_cache
def use_named(name: str) -> Use:
    """The use of that name. Raises KeyError."""
    by_name = {use.name: use for use in load_uses()}
    if name not in by_name:
        raise KeyError(f"There is no use {name!r}; there are {', '.join(by_name)}.")
    return by_name[name]


@lru_cache
def load_tolerances() -> Tolerances:
    """How far a picture may be off its target."""
    return Tolerances(**read_tables()["tolerances"])


def read_tables() -> dict[str, Any]:
    """The file as plain values."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def read_use(name: str, table: dict[str, Any]) -> Use:
    """One use from its table laid over the house's. Raises UsesError."""
    try:
        use = Use(
            name=name,
            title=str(table["title"]),
            aspect=None if table["aspect"] == WHOLE_PHOTO else float(table["aspect"]),
            sizes=tuple(int(size) for size in table["sizes"]),
            minimum=int(table["minimum"]),
            preferred=int(table["preferred"]),
            head_height=float(table["head_height"]),
            eye_line=float(table["eye_line"]),
            in_circle=bool(table["in_circle"]),
            shot_types=tuple(table["shot_types"]),
            own_shot_types=bool(table["own_shot_types"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsesError(f"{name}: {error!r}") from error
    if not 0 < use.minimum <= use.preferred or list(use.sizes) != sorted(set(use.sizes)):
        raise UsesError(f"{name}: sizes must rise, and the minimum not pass what is preferred")
    if unknown := set(use.shot_types) - set(WORDS):
        raise UsesError(f"{name}: no such kind of picture: {', '.join(sorted(unknown))}")
    return use
