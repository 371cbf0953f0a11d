"""What somebody has entered for a standard, read and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from desk.standards.scales import EDGES, edge_value, factor_of, sides_of, text_of
from photos.quality.own_standards import SHOT_TYPES
from photos.quality.standard import Band, Rule, Standard

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Entered:
    """The rules as entered; those with an `errors` sentence are as they were."""

    standard: Standard
    texts: Mapping[str, str]
    errors: Mapping[str, str]


class NotANumber(Exception):
    """A field holds something else; the message says which."""


def read_entered(posted: QueryDict, current: Standard, start: Standard) -> Entered:
    """The current standard with what was entered in place of its edges."""
    rules, errors = [], {}
    for rule in current.rules:
        try:
            rules.append(rule_entered(posted, rule, start.rule(rule.id)))
        except NotANumber as problem:
            errors[rule.id] = str(problem)
            rules.append(rule)
    types = tuple(one for one in SHOT_TYPES if one in posted.getlist("shot_types"))
    if not types:
        errors["shot_types"] = _("Choose at least one kind of picture.")
    entered = replace(
        current, rules=tuple(rules), shot_types=in_order(types, current) or current.shot_types
    )
    return Entered(entered, {name: str(value) for name, value in posted.items()}, errors)


def in_order(types: tuple[str, ...], current: Standard) -> tuple[str, ...]:
    """The kinds of picture, those that were allowed before in their order."""
    before = tuple(one for one in current.shot_types if one in types)
    return (*before, *(one for one in types if one not in before))


def rule_entered(posted: QueryDict, rule: Rule, start: Rule) -> Rule:
    """The rule with the edges entered. Raises NotANumber."""
    if posted.get("reset") == rule.id:
        return start
    sides = sides_of(rule.id)
    ends = {
        (key, side): number_entered(posted, rule, key, side, str(label))
        if side in sides
        else edge_value(rule, key, side)
        for key, side, label in EDGES
    }
    bands = {key: (ends[key, "low"], ends[key, "high"]) for key in ("target", "pass", "warn")}
    ordered = [ends[key, side] for key, side, _label in EDGES]
    if ordered != sorted(ordered):
        raise NotANumber(_("From left to right each number must be as large as the one before."))
    return replace(
        rule,
        target=Band(*bands["target"]),
        passes=Band(*bands["pass"]),
        warns=Band(*bands["warn"]),
        decides="person" if posted.get(f"{rule.id}-decides") else "machine",
    )


def number_entered(posted: QueryDict, rule: Rule, key: str, side: str, label: str) -> float:
    """One edge; an empty field is no limit. Raises NotANumber."""
    current = edge_value(rule, key, side)
    text = posted.get(f"{rule.id}-{key}-{side}")
    if text is None or text.strip() == text_of(rule, current):
        return current
    if not text.strip():
        return -math.inf if side == "low" else math.inf
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise NotANumber(
            _("%(field)s: write a number, or nothing for no limit.") % {"field": label}
        )
    return round(number / factor_of(rule), DECIMALS)
