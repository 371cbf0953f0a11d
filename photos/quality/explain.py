"""The sentences shown to people: every surface takes them from here."""

import math

from photos.quality.shot_type import WORDS
from photos.quality.standard import Band, Rule

ALMOST_ALL = 0.99
FINE, COARSE = 1, 10  # a plain number below FINE gets two decimals, below COARSE one


def in_words(value: float, unit: str) -> str:
    """A value as people read it: "38 %", "1.3 stops", "16°"."""
    if unit == "share":
        close_to_all = ALMOST_ALL < value < 1  # 99.5 % must not read 100 %
        return f"{100 * value:.1f} %" if close_to_all else f"{100 * value:.0f} %"
    if unit == "deg":
        return f"{value:.0f}°"
    if unit == "stops":
        return f"{value:.1f} stops" if abs(value) >= FINE else f"{value:.2f} stops"
    if unit == "T":
        return f"{value:.1f} times"
    if unit == "px":
        return f"{value:.0f} pixels"
    decimals = 2 if abs(value) < FINE else 1 if abs(value) < COARSE else 0
    return f"{value:.{decimals}f}"


def allowed_in_words(band: Band, unit: str, floor: float = -math.inf) -> str:
    """A band of passing values as people read it; `floor` is the least value there is."""
    bounded_below = math.isfinite(band.low) and band.low > floor
    if bounded_below and math.isfinite(band.high):
        return f"{in_words(band.low, unit)} to {in_words(band.high, unit)}"
    if bounded_below:
        return f"at least {in_words(band.low, unit)}"
    return f"at most {in_words(band.high, unit)}" if math.isfinite(band.high) else "any"


def allowed(rule: Rule, unit: str) -> str:
    """What passes under the rule."""
    return allowed_in_words(rule.passes, unit, floor=0.0)


def passed(rule: Rule) -> str:
    """The sentence of a rule that passed."""
    return f"{rule.good}."


def missed(rule: Rule, value: float, unit: str, *, failed: bool, mended: bool) -> str:
    """The sentence of a warning or a fail: what was seen, what is asked, what to do."""
    saw = rule.saw.format(value=in_words(value, unit))
    asks = "asked for" if failed else "better"
    advice = rule.low if value < rule.passes.low else rule.high
    todo = f" {advice}." if advice else ""
    mend = " The proposed crop does it." if mended else ""
    range_asked = f" ({asks}: {allowed(rule, unit)})" if "{value}" in rule.saw else ""
    return f"{saw}{range_asked}.{todo}{mend}"


def not_assessed(rule: Rule, reason: str) -> str:
    """The sentence of a rule for which there is no number."""
    return f"{rule.title} could not be assessed: {reason}."


def no_face() -> str:
    """The sentence of a picture on which no face was found."""
    return "No face was found. Use a photograph of the person's face, seen from the front."


def shot_type_passed(shot_type: str) -> str:
    """The sentence of an allowed shot type."""
    return f"This is {WORDS[shot_type]}."


def shot_type_missed(shot_type: str, allowed_types: tuple[str, ...], *, mended: bool) -> str:
    """The sentence of a shot type that the standard doesn't allow."""
    asked = " or ".join(WORDS[one] for one in allowed_types)
    mend = "The proposed crop makes one of it." if mended else "Take a new photo for it."
    return f"This is {WORDS[shot_type]} (asked for: {asked}). {mend}"
