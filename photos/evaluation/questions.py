"""Which labels speak about which rules: questions that people and measures both answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from photos.evaluation.labels import Label
from photos.quality.standard import Rule


@dataclass(frozen=True, slots=True)
class Question:
    """One thing people look for: a label `column`, its `bad` and its `good` values (others
    don't count), and the rules about it, by their id or by their group. `score` names the
    group score that stands for it, where there is one, and `fine` the answer of a good one."""

    title: str
    column: str
    bad: frozenset[str]
    good: frozenset[str]
    rules: frozenset[str]
    score: str = ""
    fine: str = ""

    def answer(self, label: Label) -> bool | None:
        """Whether people see it in the photo; None where they don't say."""
        value = label.facts.get(self.column, "").lower()
        return True if value in self.bad else False if value in self.good else None

    def is_about(self, rule: Rule) -> bool:
        """Whether the rule looks for the same."""
        return rule.id in self.rules or rule.group in self.rules


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


ONE_PERSON = words("headshot three_quarter full_body environmental")
PEOPLE = ONE_PERSON | {"too_tight"}
SIZE = words("head_height body_below_chin eye_line headroom face_centre_offset")
QUESTIONS = (
    Question(
        title="Busy background",
        column="background",
        bad=words("busy"),
        good=words("neutral mild"),
        rules=words("background"),
        score="background",
        fine="Background not busy",
    ),
    Question(
        title="Harsh light",
        column="lighting",
        bad=words("harsh"),
        good=words("even mild_uneven"),
        rules=words("lighting"),
        score="lighting",
        fine="Light not harsh",
    ),
    Question(
        title="Not sharp",
        column="sharp",
        bad=words("soft"),
        good=words("ok"),
        rules=words("sharpness"),
        score="sharpness",
        fine="Sharp",
    ),
    Question(
        title="Framing not right",
        column="framing",
        bad=words("bad crop_fixable"),
        good=words("ok"),
        rules=words("framing"),
        score="framing",
        fine="Framing right",
    ),
    Question("Too tight", "shot_type", words("too_tight"), ONE_PERSON, SIZE),
    Question("Turned away", "pose", words("turned"), words("frontal"), words("pose gaze_angle")),
    Question(
        "Eyes hidden", "pose", words("eyes_hidden"), words("frontal"), words("eye_shade eyes_open")
    ),
    Question("Several people", "shot_type", words("group"), PEOPLE, words("other_faces")),
    Question("No face", "shot_type", words("no_face"), PEOPLE, words("face_presence flat_areas")),
)


def asked(columns: Iterable[str]) -> tuple[Question, ...]:
    """The questions that a labels file with these columns answers."""
    present = set(columns)
    return tuple(one for one in QUESTIONS if one.column in present)


def new_photo_needed(label: Label) -> bool | None:
    """Whether people want a new photo; None where they were unsure."""
    return {"retake": True, "pass": False, "fix": False}.get(label.verdict)
