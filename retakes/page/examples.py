"""The standard as pictures: good ones, and one for each fault that the standard calls one.

scripts/standard_pictures.py makes them from the demo team, and writes down what it measured.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from photos.quality.analysis import Analysis
from photos.quality.findings import FindingOutcome
from photos.quality.standard import Standard
from photos.quality.verdict import Outcome, judge

NUMBERS = Path(__file__).with_name("examples.json")


@dataclass(frozen=True, slots=True)
class Example:
    """One picture: `rule` is what it misses, "" for a good one; `description` is for those who
    do not see it."""

    name: str
    rule: str
    caption: str | Promise
    description: str | Promise

    @property
    def is_good(self) -> bool:
        """Whether photos should look like this."""
        return not self.rule

    @property
    def file(self) -> str:
        """Its place among the static files."""
        return f"retakes/standard/{self.name}.webp"


EXAMPLES = (
    Example(
        "good", "", _("Head and shoulders, plain wall"),
        _("A woman before a plain grey wall: head and shoulders fill the picture, in even light."),
    ),
    Example(
        "good-too", "", _("Even light, eyes to the camera"),
        _("A man with glasses before a plain grey wall, evenly lit, looking into the camera."),
    ),
    Example(
        "too-far", "head_height", _("Too far away"),
        _("A man shown down to his hips; his head is small."),
    ),
    Example(
        "too-close", "head_height", _("Too close"),
        _("A face that fills the whole picture; the hair is cut off."),
    ),
    Example(
        "busy", "background_busyness", _("Busy background"),
        _("A woman before a bookshelf with many colours."),
    ),
    Example(
        "uneven-light", "illumination_uniformity", _("Light from one side"),
        _("A man whose face is bright on one side and dark on the other."),
    ),
    Example(
        "tilted", "head_pose_roll", _("Head tilted"),
        _("A woman with her head leaning far to one side."),
    ),
    Example("blurred", "sharpness", _("Blurred"), _("A man in a picture that is out of focus.")),
)  # fmt: skip


@cache
def measured() -> dict[str, Analysis]:
    """What was measured on each picture, by its name."""
    stored = json.loads(NUMBERS.read_text(encoding="utf-8"))
    return {name: Analysis.from_json(one) for name, one in stored.items()}


def examples_for(standard: Standard) -> tuple[Example, ...]:
    """Those that show what the standard says: the good ones that pass under it, and those of
    whose fault it makes a fail."""
    return tuple(one for one in EXAMPLES if _is_so(one, standard))


def _is_so(example: Example, standard: Standard) -> bool:
    verdict = judge(measured()[example.name], standard)
    if example.is_good:
        return verdict.outcome == Outcome.PASS
    failed = {one.rule for one in verdict.findings if one.outcome == FindingOutcome.FAIL}
    return example.rule in failed
