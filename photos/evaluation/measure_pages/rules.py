"""Where the standard uses a measure: its rules, blends and kinds of picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise

from photos.evaluation.measure_pages.figures_in_words import band, number
from photos.evaluation.measure_pages.svg import Shade
from photos.quality.standard import Rule, Standard

# The bounds of the kinds of picture, and what each is held against.
SHOT_TYPES = {
    "too_tight_head": "head_extent",
    "headshot_head": "head_height",
    "headshot_body": "body_below_chin",
    "half_length_body": "body_in_file",
    "three_quarter_body": "body_in_file",
    "environmental_head": "head_height",
    "environmental_clutter": "background_clutter",
    "group_other_faces": "other_faces",
}


def rules_of(measure: str, standard: Standard) -> tuple[Rule, ...]:
    """The rules that look at the measure itself."""
    return tuple(one for one in standard.rules if one.measure == measure)


def use(measure: str, standard: Standard) -> list[str]:
    """What the standard asks of the measure, as Markdown lines."""
    rows = [
        f"| {rule.title} (`{rule.id}`) | {band(rule.target, absolute=rule.absolute)} "
        f"| {band(rule.passes, absolute=rule.absolute)} "
        f"| {band(rule.warns, absolute=rule.absolute)} | {outside(rule)} |"
        for rule in rules_of(measure, standard)
    ]
    table = ["| rule | target | pass | warn | outside |", "|---|---|---|---|---|", *rows]
    remarks = [*of_blends(measure, standard), *of_shot_types(measure, standard)]
    lines = table if rows else []
    if remarks:
        lines = [*lines, *([""] if lines else []), " ".join(remarks)]
    return lines or ["No rule of the default standard looks at it."]


def outside(rule: Rule) -> str:
    """What a value outside of both bands means."""
    if math.isinf(rule.warns.low) and math.isinf(rule.warns.high):
        return "never a fail"
    if rule.decides == "person":
        return "unsure: a person decides"
    unknown = "; not assessed: unsure" if rule.required else ""
    fail = "fix where a crop mends it, else retake" if rule.mended_by_crop else "retake"
    return fail + unknown


def of_blends(measure: str, standard: Standard) -> Iterator[str]:
    """The blends it is a part of."""
    for blend in standard.blends:
        for part in blend.parts:
            if part.measure == measure:
                root = "square root times " if part.curve == "root" else ""
                yield f"Part of the blend `{blend.name}`: {root}{number(part.weight)}."


def of_shot_types(measure: str, standard: Standard) -> Iterator[str]:
    """The bounds of the kinds of picture that are held against it."""
    bounds = asdict(standard.shot_type_bounds)
    names = [name for name, one in SHOT_TYPES.items() if one == measure]
    seen = [f"`{name}` {number(bounds[name])}" for name in names]
    if seen:
        yield f"Decides the kind of picture: {', '.join(seen)}."


def shades(rule: Rule) -> tuple[Shade, ...]:
    """The rule's bands as ranges of values that follow each other, without empty ones."""
    low, high = (-rule.warns.high, -rule.passes.high), (rule.passes.high, rule.warns.high)
    if not rule.absolute:
        low = (rule.warns.low, rule.passes.low)
    edges = (-math.inf, *low, *high, math.inf)
    kinds = ("fail", "warn", "pass", "warn", "fail")
    found = (Shade(kind, *ends) for kind, ends in zip(kinds, pairwise(edges), strict=True))
    return tuple(one for one in found if one.low < one.high)
