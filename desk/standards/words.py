"""What changed in a standard, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.standards.measured import UNITS
from photos.labels import spoken
from photos.quality.explain import in_words, kinds_of_picture
from photos.quality.own_standards import RuleChange, changes_between
from photos.quality.standard import Band, Standard

PARTS = {
    "target": gettext_lazy("best"),
    "pass": gettext_lazy("passes"),
    "warn": gettext_lazy("passes or warns"),
}


def changes_in_words(before: Standard, after: Standard) -> Iterator[str]:
    """A line for each thing that differs: "Head size, passes: 45 % to 80 % → 40 % to 80 %"."""
    for change in changes_between(before, after):
        yield in_one_line(change)


def in_one_line(change: RuleChange) -> str:
    """One change."""
    if change.rule is None:
        before, after = kinds_of_picture(change.before), kinds_of_picture(change.after)
        title = _("Kinds of picture")  # in braces it would not be found
        return f"{title}: {spoken(before)} → {spoken(after)}"
    if change.key == "decides":
        who = {"machine": _("the machine decides"), "person": _("a person decides")}
        return f"{spoken(change.rule.title)}: {who[change.before]} → {who[change.after]}"
    unit = UNITS[change.rule.measure]
    words = f"{band_in_words(change.before, unit)} → {band_in_words(change.after, unit)}"
    return f"{spoken(change.rule.title)}, {PARTS[change.key]}: {words}"


def edge_in_words(edge: float, unit: str) -> str:
    """An edge, with a decimal more where it is half a percent; empty for no limit."""
    if not math.isfinite(edge):
        return ""
    is_whole = unit != "share" or math.isclose(100 * edge, round(100 * edge), abs_tol=1e-6)
    return spoken(in_words(edge, unit, 0 if is_whole else 1))


def band_in_words(band: Band, unit: str) -> str:
    """A band with both its ends."""
    low, high = edge_in_words(band.low, unit), edge_in_words(band.high, unit)
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("from %(low)s") % {"low": low}
    return _("up to %(high)s") % {"high": high} if high else _("any")
