"""What somebody before a camera should change now, told from one small frame.

A frame of some 480 px tells framing, pose, light and background as the full picture does; how
sharp it is and how many pixels a face has, it does not. So those rules are left out, and who
meets all hints gets a picture that passes, or that a crop mends, if it comes out sharp.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from photos.quality.analysis import Analysis
from photos.quality.crops import squares
from photos.quality.findings import FindingOutcome, blended, rule_outcome
from photos.quality.geometry import Box
from photos.quality.hint_words import SENTENCES
from photos.quality.mending import passing_bands
from photos.quality.standard import Rule, Standard

FACE, FRAMING, BACKGROUND = "face", "framing", "background"  # the other topics are in ASKED
NOT_MISSED = frozenset({FindingOutcome.PASS, FindingOutcome.NOT_ASSESSED})
NOT_FAILED = NOT_MISSED | {FindingOutcome.WARN}
PLAIN = "background_busyness"  # the rule that one hint is about; its kin are about the tone


class Hint(NamedTuple):
    """One topic: the code of what to change and its sentence, both empty where it is met."""

    topic: str
    code: str
    sentence: str
    is_met: bool


class Asked(NamedTuple):
    """A rule, and what to change where it reads too low or too high (below 0 or above, where
    the sign does not count). What takes a moment to change shall pass; the rest, and what only
    a person may refuse, shall not fail."""

    topic: str
    rule: str
    low: str
    high: str
    allows: frozenset[FindingOutcome] = NOT_MISSED


ASKED = (
    Asked("pose", "head_pose_roll", "tilt_left", "tilt_right"),
    Asked("pose", "head_pose_yaw", "turn_left", "turn_right"),
    Asked("pose", "head_pose_pitch", "chin_down", "chin_up"),
    Asked("pose", "gaze_angle", "look", "look", NOT_FAILED),
    Asked("pose", "eyes_open", "open", "open", NOT_FAILED),
    Asked("light", "back_light", "behind", "behind"),
    Asked("light", "brightest_tone", "dark", "dark"),
    Asked("light", "under_exposure", "dark", "dark"),
    Asked("light", "over_exposure", "bright", "bright"),
    Asked("light", "illumination_uniformity", "light_right", "light_left"),
    Asked("light", "shadow_edges", "shadows", "shadows"),
    Asked("light", "eye_shade", "shade", "shade"),
    Asked("light", "colour_cast", "colour", "colour"),
    Asked("still", "motion_blur", "still", "still", NOT_FAILED),
)
# Where more of the scene would help, and whither the person moves to get it: who is too near to
# the picture's left edge moves to the picture's right, which is their own left.
WHITHER = {
    "left": (-1, 0),
    "right": (1, 0),
    "up": (0, 1),
    "down": (0, -1),
}


def hints(analysis: Analysis, standard: Standard, enlarged: float = 1.0) -> tuple[Hint, ...]:
    """One hint a topic, the most useful first: face, framing, pose, light, background, still.

    `enlarged` is how many pixels of the picture that will be taken there are to one of the
    frame's, in each direction. Without a face there is the one hint.
    """
    if not analysis.faces:
        return (hint(FACE, "face"),)
    seen = blended(analysis, standard)
    codes = {
        FACE: "" if rule_outcome(standard.rule("other_faces"), seen) in NOT_MISSED else "alone",
        FRAMING: framing_code(seen, standard, enlarged),
        "pose": first_missed("pose", seen, standard),
        "light": first_missed("light", seen, standard),
        BACKGROUND: background_code(seen, standard),
        "still": first_missed("still", seen, standard),
    }
    return tuple(hint(topic, code) for topic, code in codes.items())


def is_ready(told: tuple[Hint, ...]) -> bool:
    """Whether the picture may be taken."""
    return all(one.is_met for one in told)


def hint(topic: str, code: str) -> Hint:
    """The hint of that code; met where there is none."""
    return Hint(topic, code, SENTENCES.get(code, ""), not code)


def first_missed(topic: str, seen: Analysis, standard: Standard) -> str:
    """The code of the topic's first rule that is missed."""
    for asked in ASKED:
        rule = standard.rule(asked.rule)
        if asked.topic == topic and rule_outcome(rule, seen) not in asked.allows:
            value = seen.measurement(rule.measure).value
            return asked.low if value is not None and value < rule.passes.low else asked.high
    return ""


def background_code(seen: Analysis, standard: Standard) -> str:
    """The code of what is wrong behind the person and no crop removes."""
    rules = (rule for rule in standard.rules if rule.group == BACKGROUND)
    failed = [rule.id for rule in rules if fails_behind(rule, seen)]
    if not failed:
        return ""
    return BACKGROUND if PLAIN in failed else "tone"


def fails_behind(rule: Rule, seen: Analysis) -> bool:
    """Whether a rule about the background fails, and does not pass in a proper crop either."""
    in_crop = rule_outcome(rule, seen, rule.measure_in_crop)
    return rule_outcome(rule, seen) not in NOT_FAILED and in_crop != FindingOutcome.PASS


def framing_code(seen: Analysis, standard: Standard, enlarged: float) -> str:
    """Where to move, so that the head is no smaller than the standard bears and some square
    around it passes every rule about framing."""
    size = standard.rule("head_height")
    height = seen.measurement(size.measure).value or 0.0
    if height < size.warns.low:
        return "closer"
    if has_square(seen, standard, standard.least_crop / enlarged):
        return ""
    if has_square(seen, standard):
        return "closer"
    if height > size.passes.high:
        return "back"
    return next((ways[0] for ways in directions() if helps(ways, seen, standard)), "back")


def directions() -> Iterator[tuple[str, ...]]:
    """Each direction alone, then two at once, sideways first."""
    yield from ((way,) for way in WHITHER)
    yield from product(("left", "right"), ("up", "down"))


def helps(ways: tuple[str, ...], seen: Analysis, standard: Standard) -> bool:
    """Whether there were such a square if the scene went on where the person moves away from."""
    box = seen.usable
    for across, down in (WHITHER[way] for way in ways):
        box = Box(
            box.x + min(across, 0) * seen.width,
            box.y + min(down, 0) * seen.height,
            box.width + abs(across) * seen.width,
            box.height + abs(down) * seen.height,
        )
    return has_square(replace(seen, usable=box), standard)


def has_square(seen: Analysis, standard: Standard, least_side: float = 1.0) -> bool:
    """Whether a square of at least `least_side` px frames the head as asked."""
    return squares(seen, passing_bands(standard), least_side=least_side) is not None
