"""The sentences shown to people: every surface takes them from here."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from string import Formatter

from photos.quality.measurement import Measurement
from photos.quality.shot_type import CASUAL, WORDS
from photos.quality.standard import Band, Rule

NBSP = "\N{NO-BREAK SPACE}"  # a number and its unit stay on one line
FINE, COARSE = 1, 10  # a plain number below FINE gets two decimals, below COARSE one
FINER = 2  # decimals more where a rounded value would read as allowed
FILES_NAMED = 3  # in one sentence


def in_words(value: float, unit: str, finer: int = 0) -> str:
    """A value as people read it: "38 %", "1.3 stops", "16°"; `finer` adds decimals."""
    if unit == "share":
        return f"{100 * max(value, 0):.{finer}f}{NBSP}%"
    if unit == "deg":
        return f"{value:.{finer}f}°"
    if unit == "px":
        return f"{value:.{(0 if value >= COARSE else 1) + finer}f}{NBSP}pixels"
    if unit == "levels":
        return f"{value:.{1 + finer}f}{NBSP}levels"
    if unit == "T":
        return f"{value:.{1 + finer}f}{NBSP}times"
    if unit == "stops":
        return f"{value:.{(1 if abs(value) >= FINE else 2) + finer}f}{NBSP}stops"
    if unit == "faces":
        return f"{value:.0f}"
    decimals = 2 if abs(value) < FINE else 1 if abs(value) < COARSE else 0
    return f"{value:.{decimals + finer}f}"


def in_plain_words(value: float, unit: str, finer: int = 0) -> str:
    """The same for sentences, where a stop is what it means: twice the light."""
    if unit == "stops":
        return f"{2**value:.{1 + finer}f}{NBSP}times"
    return in_words(value, unit, finer)


def range_in_words(
    band: Band, unit: str, say: Callable[[float, str], str] = in_words, floor: float = 0.0
) -> str:
    """A band of passing values as people read it; `floor` is the least value there is."""
    bounded_below = math.isfinite(band.low) and band.low > floor
    if bounded_below and math.isfinite(band.high):
        return f"{say(band.low, unit)} to {say(band.high, unit)}"
    if bounded_below:
        return f"at least {say(band.low, unit)}"
    return f"at most {say(band.high, unit)}" if math.isfinite(band.high) else "any"


@cache
def allowed(passes: Band, unit: str) -> str:
    """What passes, as people read it."""
    return range_in_words(passes, unit)


def passed(rule: Rule) -> str:
    """The sentence of a rule that passed."""
    return f"{rule.good}."


def missed(
    rule: Rule,
    measured: Measurement,
    beside: Mapping[str, Measurement],
    *,
    failed: bool,
    mended: bool,
) -> str:
    """The sentence of a warning or a fail: what was seen, the number and what is asked, and
    what to do. The rule's number may name further measurements, those in `beside`."""
    assert measured.value is not None  # a missing one is told by not_assessed
    value, unit = measured.value, measured.unit
    below, above = (rule.low_saw, rule.low), (rule.high_saw, rule.high)
    is_low = value < rule.passes.low
    saw, advice = below if (is_low and all(below)) or not all(above) else above
    further = {
        name: in_plain_words(one.value, one.unit)
        for name in named_in(rule.number)
        if (one := beside.get(name)) is not None and one.value is not None
    }
    number = rule.number.format(value=told_apart(value, rule.passes, unit), **further)
    asks = "asked for" if failed else "better"
    wanted = wanted_in_words(rule.passes, unit)
    mend = " The proposed crop does it." if mended else ""
    return f"{saw} ({number}; {asks}: {wanted}). {advice}.{mend}"


@cache
def wanted_in_words(passes: Band, unit: str) -> str:
    """The same for sentences."""
    return range_in_words(passes, unit, in_plain_words)


@cache
def named_in(number: str) -> tuple[str, ...]:
    """The measurements that a rule's number names in braces, beside its own {value}."""
    fields = (field for _, field, _, _ in Formatter().parse(number) if field)
    return tuple(field for field in fields if field != "value")


def told_apart(value: float, passes: Band, unit: str) -> str:
    """The value with as many decimals as it takes to read as outside of `passes`."""
    edges = (edge for edge in (passes.low, passes.high) if math.isfinite(edge))
    read_alike = {in_plain_words(edge, unit) for edge in edges}
    words = in_plain_words(value, unit)
    return words if words not in read_alike else in_plain_words(value, unit, FINER)


def not_assessed(rule: Rule, reason: str) -> str:
    """The sentence of a rule for which there is no number."""
    return f"{rule.title} could not be assessed: {reason}."


def no_face() -> str:
    """The sentence of a picture on which no face was found."""
    return "No face was found. Use a photograph of the person's face, seen from the front."


# Why a picture is called what it is: the measurement that decides, in words.
SHOT_TYPE_REASONS = {
    "headshot": ("head_height", "the head takes {value} of its height"),
    "casual_professional": ("head_height", "the head takes {value} of its height"),
    "half_length": (
        "body_in_file",
        "below the chin it shows {value} the length from eyes to chin",
    ),
    "three_quarter": (
        "body_in_file",
        "below the chin it shows {value} the length from eyes to chin",
    ),
    "full_body": ("body_in_file", "below the chin it shows {value} the length from eyes to chin"),
    "environmental": ("head_height", "the head takes {value} of its height, a place the rest"),
    "too_tight": ("head_extent", "the head with its hair takes {value} of its height"),
    "group": ("other_faces", "other faces are {value} as large as the first"),
}


def shot_type_reason(shot_type: str, seen: Mapping[str, Measurement]) -> str:
    """Why the picture is called that, as " (...)"; empty where no number decided."""
    measure, words = SHOT_TYPE_REASONS.get(shot_type, ("", ""))
    measured = seen.get(measure)
    if measured is None or measured.value is None:
        return ""
    return f" ({words.format(value=in_plain_words(measured.value, measured.unit))})"


def shot_type_passed(shot_type: str, seen: Mapping[str, Measurement]) -> str:
    """The sentence of an allowed shot type."""
    return f"This is {WORDS[shot_type]}{shot_type_reason(shot_type, seen)}."


def shot_type_missed(
    shot_type: str,
    seen: Mapping[str, Measurement],
    allowed_types: tuple[str, ...],
    *,
    mended: bool,
) -> str:
    """The sentence of a shot type that the standard doesn't allow.

    A wider picture can be cropped; one that was cut too tightly, or shows too little where
    more is asked for, cannot be made wider: that takes a new photo.
    """
    asked = kinds_of_picture(allowed_types)
    mend = "The proposed crop makes one of it." if mended else "A new photo is needed."
    reason = shot_type_reason(shot_type, seen)
    return f"This is {WORDS[shot_type]}{reason}; asked for: {asked}. {mend}"


def kinds_of_picture(shot_types: tuple[str, ...]) -> str:
    """Shot types as people read them; the casual headshot is a headshot."""
    return " or ".join(WORDS[one] for one in shot_types if one != CASUAL)


def same_picture_of(person: str) -> str:
    """The sentence of a photo that is stored for another person as well."""
    return f"The same picture is stored for {person}."


def same_picture_of_more(people: int, *, at_least: bool) -> str:
    """The sentence after those of the people named: how many more there are."""
    number = f"at least {people}" if at_least else f"{people}"
    return f"And for {number} more {'person' if people == 1 else 'people'}."


def same_picture_in(files: Sequence[str]) -> str:
    """The sentence of a file whose picture other files (at least one) hold as well."""
    named, more = list(files[:FILES_NAMED]), len(files) - FILES_NAMED
    if more > 0:
        named.append(f"{more} more")
    listed = ", ".join(named[:-1])
    return f"The same picture is in {listed and f'{listed} and '}{named[-1]}."


def best_kinds(shot_types: tuple[str, ...]) -> str:
    """The sentence about the kinds of picture that suit a use."""
    return f"Best: {kinds_of_picture(shot_types)}."


def pixels_there(sizes: Sequence[int], preferred: int) -> str:
    """The sentence about the widest size of a use that a photo allows."""
    have = f"Up to {sizes[-1]} pixels" if sizes else "Too few pixels"
    return f"{have}; {preferred} are best."


def pixels_lacking(use: str, pixels: float, missing: Sequence[int]) -> str:
    """The sentence about sizes of a use that a photo has too few pixels for; empty for none."""
    if not missing:
        return ""
    return (
        f"For {use} the photo has {int(pixels)}{NBSP}pixels; the sizes from {missing[0]} on "
        "need a larger original. Nothing is enlarged."
    )
