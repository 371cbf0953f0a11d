"""The smallest change that would make a finding pass, as far as a value and a range can tell."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

from photos.quality.explain import NBSP, in_plain_words
from photos.quality.findings import size_of
from photos.quality.standard import Rule, read_toml

FILE = Path(__file__).parent / "smallest_change.toml"
ENOUGH, UP_TO = "{measure} is enough", "Up to {measure} is fine"
# Of a distance: the first that is not less than what is needed is told.
PARTS = {
    0.1: "a tenth",
    0.2: "a fifth",
    0.25: "a quarter",
    0.34: "a third",
    0.5: "half",
    0.67: "two thirds",
    0.75: "three quarters",
}
LEAST_TOLD = {"share": 0.005, "deg": 0.5}  # less reads as nothing


def smallest_change(rule: Rule, value: float, unit: str) -> str:
    """The sentence about the nearest value that passes; "" for one that passes already.

    "45 % is enough: come closer by about a fifth of the distance." No centimetres: nobody
    knows how far away the camera was.
    """
    size, passes = size_of(rule, value), rule.passes
    if passes.low <= size <= passes.high:
        return ""
    is_low = size < passes.low
    edge = passes.low if is_low else passes.high
    told = (ENOUGH if is_low else UP_TO).format(measure=in_plain_words(edge, unit))
    change = _change(rule.id, size, edge, unit)
    return f"{told}: {change}." if change else f"{told}."


def change_texts() -> list[str]:
    """Every wording of a change, with its number in braces."""
    texts = (rule[side] for rule in changes().values() for side in ("low", "high") if side in rule)
    return list(dict.fromkeys(texts))


@cache
def changes() -> dict[str, dict[str, str]]:
    """The file's tables."""
    found: dict[str, Any] = read_toml(FILE)
    return found


def _change(rule_id: str, size: float, edge: float, unit: str) -> str:
    told = changes().get(rule_id, {})
    words = told.get("low" if size < edge else "high", "")
    if not words:
        return ""
    number = NUMBERS[told["number"]](size, edge, unit)
    return words.format(part=number, measure=number) if number else ""


def _distance(size: float, edge: float, unit: str) -> str:
    """A head is so many times as large as the camera is near."""
    needed = abs(1 - size / edge)
    return next((words for part, words in PARTS.items() if part >= needed), "")


def _difference(size: float, edge: float, unit: str) -> str:
    off = abs(edge - size)
    return in_plain_words(off, unit) if off >= LEAST_TOLD.get(unit, 0.0) else ""


def _light(size: float, edge: float, unit: str) -> str:
    return in_plain_words(abs(edge - size), unit)


def _times(size: float, edge: float, unit: str) -> str:
    return f"{math.ceil(10 * edge / size) / 10:.1f}{NBSP}times" if size > 0 else ""


NUMBERS = {
    "distance": _distance,
    "difference": _difference,
    "light": _light,
    "times": _times,
}
