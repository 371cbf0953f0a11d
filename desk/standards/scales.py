"""A standard's rules as rows of a form: edges in the units people read, scales, histograms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.standards.measured import UNITS, Numbers, values_for
from photos.labels import NOTHING
from photos.quality.own_standards import band_of
from photos.quality.standard import Rule, Standard, load_standard, standard_names

BINS = 40  # bars of a histogram
PAD = 0.08  # of the span, beyond the outermost edge
OUTLIERS = (1, 99)  # percentiles: single odd values don't stretch the scale
STEPS = 100  # of a slider, about
PERCENT = 100
WORD = {
    "share": "%",
    "deg": "°",
    "px": _("pixels"),
    "levels": _("levels of 255"),
    "T": _("times eyes to chin"),
    "stops": _("stops of light"),
    "Lab": _("colour units"),
}
# The edges from left to right, with what begins there.
EDGES = (
    ("warn", "low", _("Fails below")),
    ("pass", "low", _("Warns below")),
    ("target", "low", _("Best from")),
    ("target", "high", _("Best up to")),
    ("pass", "high", _("Warns above")),
    ("warn", "high", _("Fails above")),
)
GROUPS = {
    "faces": _("Face"),
    "framing": _("Framing"),
    "pose": _("Pose"),
    "eyes": _("Eyes"),
    "background": _("Background"),
    "lighting": _("Lighting"),
    "sharpness": _("Sharpness"),
    "style": _("Style"),
    "resolution": _("Size of the file"),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of a band: its field, and where it is; empty text for no limit."""

    field: str
    label: str
    kind: str  # "warn-low"
    text: str
    start: str
    slider: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where a rule's sliders go, in the unit people read."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where a value lies, in percent of the scale."""
        if math.isinf(value):
            return 0.0 if value < 0 else float(PERCENT)
        place = (value - self.low) / (self.high - self.low) * PERCENT
        return min(max(place, 0.0), float(PERCENT))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of the form."""

    rule: Rule
    unit: str
    reads: str
    edges: tuple[Edge, ...]
    scale: Scale
    zones: str
    bars: tuple[tuple[int, float], ...]
    start_words: str
    start_decides: str
    is_changed: bool
    error: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one score."""

    name: str
    title: str
    rows: tuple[RuleRow, ...]

    @property
    def changed(self) -> int:
        """How many of them are not as shipped."""
        return sum(row.is_changed for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether something in it wants to be seen at once."""
        return self.changed > 0 or any(row.error for row in self.rows)


def factor_of(rule: Rule) -> int:
    """What a stored value is multiplied by to be read."""
    return PERCENT if UNITS[rule.measure] == "share" else 1


def sides_of(rule_id: str) -> tuple[str, ...]:
    """On which sides the rule has edges in any shipped standard."""
    rules = [load_standard(name).rule(rule_id) for name in standard_names()]
    bands = [band_of(rule, key) for rule in rules for key in ("target", "pass", "warn")]
    has_low = any(math.isfinite(band.low) and band.low > 0 for band in bands)
    has_high = any(math.isfinite(band.high) for band in bands)
    return tuple(side for side, there in (("low", has_low), ("high", has_high)) if there)


def text_of(rule: Rule, value: float) -> str:
    """An edge as it stands in its field: "45", empty for none."""
    return f"{round(value * factor_of(rule), 3):g}" if math.isfinite(value) else ""


def edge_value(rule: Rule, key: str, side: str) -> float:
    """One edge of a rule."""
    band = band_of(rule, key)
    return band.low if side == "low" else band.high


def scale_of(rules: Iterable[Rule], values: Numbers) -> Scale:
    """A scale on which all edges of these (of one measure) and nearly all values have room."""
    rules = list(rules)
    factor = factor_of(rules[0])
    ends = [end for rule in rules for key, side, _label in EDGES
            if math.isfinite(end := edge_value(rule, key, side))]  # fmt: skip
    seen = values[np.isfinite(values)]
    places = [*ends, *(np.percentile(seen, OUTLIERS) if len(seen) else ())]
    low, high = min(places) * factor, max(places) * factor
    pad = (high - low or 1.0) * PAD
    step = nice_step((high - low or 1.0) / STEPS)
    bottom = math.floor((low - pad) / step) * step if low < 0 else max(low - pad, 0.0)
    return Scale(math.floor(bottom / step) * step, math.ceil((high + pad) / step) * step, step)


def nice_step(wanted: float) -> float:
    """The next of ... .01, .02, .05, .1 ... at or below."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return float(max(n for n in (1, 2, 5) if n * power <= wanted * 1.0001) * power)


def bars_of(values: Numbers, scale: Scale, factor: int) -> tuple[tuple[int, float], ...]:
    """A histogram: (place, height 0-1) of every bar that isn't empty."""
    seen = np.clip(values[np.isfinite(values)] * factor, scale.low, scale.high)
    if not len(seen):
        return ()
    counts, _ends = np.histogram(seen, BINS, (scale.low, scale.high))
    heights = np.sqrt(counts / counts.max())  # roots, so that single people can be seen
    return tuple((place, float(height)) for place, height in enumerate(heights) if height)


def zones_of(rule: Rule, scale: Scale) -> str:
    """Where the zones end, as CSS variables in percent."""
    factor, sides = factor_of(rule), sides_of(rule.id)
    places = []
    for key, side, _label in EDGES:
        edge = edge_value(rule, key, side) * factor
        hidden = 0.0 if side == "low" else float(PERCENT)
        places.append((f"--{key}-{side}", scale.share(edge) if side in sides else hidden))
    return ";".join(f"{name}:{place:.2f}%" for name, place in places)


def row_of(
    rule: Rule, start: Rule, numbers: Numbers, texts: Mapping[str, str], error: str
) -> RuleRow:
    """One rule's row; `texts` are what somebody has typed."""
    values, sides = values_for(rule, numbers), sides_of(rule.id)
    scale = scale_of([rule, start], values)
    edges = tuple(
        edge_of(rule, start, key, side, str(label), texts, scale)
        for key, side, label in EDGES
        if side in sides
    )
    return RuleRow(
        rule=rule,
        unit=str(WORD.get(UNITS[rule.measure], "")),
        reads=reads_of(rule),
        edges=edges,
        scale=scale,
        zones=zones_of(rule, scale),
        bars=bars_of(values, scale, factor_of(rule)),
        start_words=", ".join(f"{edge.label} {edge.start or NOTHING}" for edge in edges),
        start_decides="1" if start.decides == "person" else "0",
        is_changed=any(edge.text != edge.start for edge in edges) or rule.decides != start.decides,
        error=error,
    )


def reads_of(rule: Rule) -> str:
    """What the rule's number says; empty where it is no more than the number."""
    if rule.number == "{value}":
        return ""
    return gettext(rule.number).split(": ")[0].replace("{value}", "…")


def edge_of(
    rule: Rule,
    start: Rule,
    key: str,
    side: str,
    label: str,
    texts: Mapping[str, str],
    scale: Scale,
) -> Edge:
    """One edge with its field and its slider."""
    field, value = f"{rule.id}-{key}-{side}", edge_value(rule, key, side)
    end = scale.low if side == "low" else scale.high
    shown = value * factor_of(rule) if math.isfinite(value) else end
    return Edge(
        field=field,
        label=label,
        kind=f"{key}-{side}",
        text=texts.get(field, text_of(rule, value)),
        start=text_of(start, edge_value(start, key, side)),
        slider=f"{shown:g}",
    )


def groups_of(
    standard: Standard,
    start: Standard,
    numbers: Numbers,
    texts: Mapping[str, str],
    errors: Mapping[str, str],
) -> tuple[RuleGroup, ...]:
    """All rules, group by group."""
    rows = [
        row_of(rule, start.rule(rule.id), numbers, texts, errors.get(rule.id, ""))
        for rule in standard.rules
    ]
    return tuple(
        RuleGroup(name, str(title), tuple(row for row in rows if row.rule.group == name))
        for name, title in GROUPS.items()
    )
