"""How long it takes to judge stored measurements anew, as after a change of the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from photos.evaluation.benchmarks.stopwatch import Cost, Stopwatch
from photos.quality.analysis import Analysis
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.standard import DEFAULT, load_standard
from photos.quality.verdict import Outcome, judge

PEOPLE = 100_000
REJUDGE = "rejudge"
# What a full bookshelf measures: the blend of the three is above .9.
BUSY = {"background_edges": 0.12, "background_tone_range": 25.0, "background_variety": 4.0}
CLOSE_BUSY = {f"close_{name}": value for name, value in BUSY.items()}
TILTED = {"head_pose_roll": 14.0}  # degrees, within what a crop may straighten
SMALL_AND_ASIDE = {"head_height": 0.25, "face_centre_offset": 0.3}
AT_THE_EDGE = 0.1  # of the good picture's width: the eyes' place, where no square fits around
MIX = (
    Outcome.PASS, Outcome.FIX, Outcome.PASS, Outcome.RETAKE,
    Outcome.PASS, Outcome.FIX, Outcome.PASS, Outcome.RETAKE,
)  # fmt: skip


class NotTheMixError(Exception):
    """The made-up analyses are not judged as they are meant to be; says how they are."""


def rejudge_cost(good: Analysis, judged: int) -> Cost:
    """What judging 100,000 stored analyses costs, from `judged` of them or a few less.

    `good` is the analysis of a photo that passes, from which the others are made.
    """
    stored = [one.as_json() for one in mix(good)] * (judged // len(MIX))
    standard, watch = load_standard(DEFAULT), Stopwatch()
    with watch.timing(REJUDGE):
        for one in stored:
            judge(Analysis.from_json(one), standard)
    (cost,) = watch.costs[REJUDGE]
    return Cost(cost.wall / len(stored) * PEOPLE, cost.cpu / len(stored) * PEOPLE)


def mix(good: Analysis) -> tuple[Analysis, ...]:
    """Half good, a quarter that a crop mends, a quarter for which no crop helps.

    Those of the second quarter are busy around a quiet middle, or tilted; of the third busy
    everywhere, or tilted at the picture's edge, where every crop is tried in vain. Raises
    NotTheMixError.
    """
    small = small_and_aside(good)
    analyses = (
        good,
        with_values(small, BUSY),
        good,
        with_values(small, BUSY | CLOSE_BUSY),
        good,
        with_values(small, TILTED),
        good,
        with_values(at_the_edge(small), TILTED),
    )
    standard = load_standard(DEFAULT)
    outcomes = tuple(judge(one, standard).outcome for one in analyses)
    if outcomes != MIX:
        raise NotTheMixError(f"The mix is judged {', '.join(outcomes)}.")
    return analyses


def small_and_aside(good: Analysis) -> Analysis:
    """The analysis of the same head in the corner of a picture twice as wide and high."""
    width, height = 2 * good.width, 2 * good.height
    wider = replace(good, width=width, height=height, usable=Box(0, 0, width, height))
    return with_values(wider, SMALL_AND_ASIDE)


def at_the_edge(small: Analysis) -> Analysis:
    """The same with the head half out of the picture."""
    if small.head is None:
        raise NotTheMixError("The good photo shows no face.")
    left = small.head.centre_x - AT_THE_EDGE * small.width / 2
    return replace(small, head=to_the_left(small.head, left))


def to_the_left(head: Head, by: float) -> Head:
    """The head moved by so many px."""
    return replace(
        head,
        left_eye=Point(head.left_eye.x - by, head.left_eye.y),
        right_eye=Point(head.right_eye.x - by, head.right_eye.y),
        chin=Point(head.chin.x - by, head.chin.y),
    )


def with_values(analysis: Analysis, values: Mapping[str, float]) -> Analysis:
    """The analysis with some measurements changed."""
    changed = tuple(
        one._replace(value=values.get(one.name, one.value)) for one in analysis.measurements
    )
    return replace(analysis, measurements=changed)
