"""The edges beyond which a rule fails: where they could lie, and a standard with one moved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from photos.quality.standard import Band, Rule, Standard

Side = Literal["low", "high"]
QUANTILES = np.linspace(0.05, 0.95, 19)  # of the values seen: every twentieth photo
DIGITS = 3  # of a proposed edge; more would claim what the labels cannot carry


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a rule begins to fail, on one side of its target."""

    rule: str
    side: Side
    value: float


def fail_edges(rule: Rule) -> Iterator[Edge]:
    """The rule's edges now. One that never fails on a side has none there: whether it ever
    should is not a question of numbers."""
    if rule.low_saw and math.isfinite(rule.warns.low):
        yield Edge(rule.id, "low", rule.warns.low)
    if rule.high_saw and math.isfinite(rule.warns.high):
        yield Edge(rule.id, "high", rule.warns.high)


def possible_edges(edge: Edge, rule: Rule, values: ArrayLike) -> tuple[Edge, ...]:
    """The edge itself, then others among the values seen, nearest first; none cuts the target."""
    numbers = np.asarray(values, np.float64)
    seen = np.quantile(np.abs(numbers) if rule.absolute else numbers, QUANTILES)
    rounded = {float(f"{value:.{DIGITS}g}") for value in seen} - {edge.value}
    allowed = [value for value in rounded if is_outside_target(value, edge.side, rule)]
    allowed.sort(key=lambda value: (abs(value - edge.value), value))
    return (edge, *(replace(edge, value=value) for value in allowed))


def is_outside_target(value: float, side: Side, rule: Rule) -> bool:
    """Whether an edge there leaves the target whole."""
    return value <= rule.target.low if side == "low" else value >= rule.target.high


def with_edges(standard: Standard, edges: Iterable[Edge]) -> Standard:
    """The standard with these edges; its version still tells of the rules it came from."""
    for edge in edges:
        rules = (moved(rule, edge) if rule.id == edge.rule else rule for rule in standard.rules)
        standard = replace(standard, rules=tuple(rules))
    return standard


def moved(rule: Rule, edge: Edge) -> Rule:
    """The rule failing beyond the edge; its pass band shrinks where it would reach further."""
    passes, warns = rule.passes, rule.warns
    if edge.side == "low":
        passes = Band(max(passes.low, edge.value), passes.high)
        return replace(rule, passes=passes, warns=Band(edge.value, warns.high))
    passes = Band(passes.low, min(passes.high, edge.value))
    return replace(rule, passes=passes, warns=Band(warns.low, edge.value))


def as_toml(edges: Iterable[Edge], standard: Standard) -> str:
    """The rules' bands as a standard's file has them; empty without edges."""
    changed = with_edges(standard, edges)
    tables = [
        f"[rules.{rule.id}]\npass = {band_as_toml(rule.passes)}\nwarn = {band_as_toml(rule.warns)}"
        for rule, before in zip(changed.rules, standard.rules, strict=True)
        if rule != before
    ]
    return "\n\n".join(tables)


def band_as_toml(band: Band) -> str:
    """Both ends; TOML writes infinity as Python does."""
    return f"[{band.low!r}, {band.high!r}]"
