"""Numbers as the pages write them: plain, with the unit beside the axis or in the heading."""

from __future__ import annotations

import math

from photos.quality.standard import Band

UNITS = {
    "share": "share",
    "deg": "degrees",
    "px": "px",
    "stops": "stops",
    "T": "eyes-to-chin",
    "Lab": "Lab units",
    "bits": "bits",
    "levels": "levels of 255",
    "": "no unit",
}
DIGITS = 3  # that count


def number(value: float) -> str:
    """Three digits that count, no zeros behind them, no minus before 0."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    decimals = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0)
    text = f"{value:.{min(decimals, DIGITS)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def reading(value: float | None, unit: str) -> str:
    """A reading with its unit, or that there is none."""
    if value is None:
        return "not assessed"
    return f"{number(value)} {UNITS[unit]}" if unit else number(value)


def band(one: Band, *, absolute: bool = False) -> str:
    """A band as "0.45 to 0.8", "at most 1", "at least 40" or "any"."""
    low, high = math.isfinite(one.low), math.isfinite(one.high)
    if absolute and high:
        return f"{number(-one.high)} to {number(one.high)}"
    if low and high:
        return f"{number(one.low)} to {number(one.high)}"
    if low:
        return f"at least {number(one.low)}"
    return f"at most {number(one.high)}" if high else "any"
