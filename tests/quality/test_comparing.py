"""Old beside new: nearer to the standard is better, whatever the number does."""

import random
from dataclasses import replace
from itertools import pairwise

from photos.quality import explain_change
from photos.quality.comparing import Change, Comparison, Judged, compare
from photos.quality.standard import Standard, load_standard
from photos.quality.verdict import judge
from tests.quality.analyses import GOOD, analysis, changed

HEADSHOT = load_standard("headshot")
POINTS = len(HEADSHOT.rules) + 1  # and the kind of picture


def seen(standard: Standard = HEADSHOT, /, **values: float | None) -> Judged:
    """A good photo but for these measurements, judged."""
    found = changed(values)
    told = judge(found, standard)
    return Judged(
        told.findings, told.score, found.engine_version, told.standard, told.standard_version
    )


def change_of(comparison: Comparison, rule: str) -> Change:
    """What became of one rule."""
    return next(one.change for one in comparison.points if one.rule == rule)


def test_nearer_to_the_standard_is_better_and_what_matters_comes_first() -> None:
    before = seen(head_height=0.27, illumination_uniformity=3.2, head_pose_roll=-12.0)
    after = seen(head_height=0.86, back_light=4.6, head_pose_roll=12.0)
    found = compare(before, after)
    assert [(one.rule, one.change) for one in found.points if one.is_telling] == [
        ("back_light", Change.WORSE),
        ("head_height", Change.BETTER),  # too small before, a little too large now
        ("illumination_uniformity", Change.BETTER),
        ("head_pose_roll", Change.SAME),  # as far to the other side
    ]
    assert (found.score_before, found.score_after) == (before.score, after.score)
    assert found.sentence == (
        f"Better in 2 of {POINTS} points: “Head size” and “Even light from left and right”. "
        "Worse in 1: “No back light”."
    )


def test_no_more_than_what_one_photo_reads_twice_is_the_same() -> None:
    steep, still = seen(over_exposure=0.070), seen(over_exposure=0.082)
    assert change_of(compare(still, steep), "over_exposure") == Change.SAME
    assert change_of(compare(seen(over_exposure=0.09), steep), "over_exposure") == Change.BETTER
    assert compare(still, still).sentence == f"Neither better nor worse in any of {POINTS} points."


def test_what_one_photo_lacks_is_said_and_not_counted() -> None:
    found = compare(seen(iris_contrast=None), seen(gaze_angle=None))
    assert change_of(found, "eyes_open") == Change.ONLY_AFTER
    assert change_of(found, "gaze_angle") == Change.ONLY_BEFORE
    assert found.sentence == f"Neither better nor worse in any of {POINTS - 2} points."
    nobody = judge(replace(analysis(), faces=()), HEADSHOT)
    empty = replace(seen(), findings=nobody.findings, score=nobody.score)
    assert change_of(compare(empty, seen()), "other_faces") == Change.BETTER


def test_other_engines_and_other_rules_are_not_compared() -> None:
    now = seen(head_height=0.6)
    for other, why in (
        (replace(now, engine_version="2"), explain_change.OTHER_ENGINE),
        (seen(load_standard("corporate")), explain_change.OTHER_RULES),
    ):
        found = compare(other, now)
        assert (found.sentence, found.is_of_one_kind) == (why, False)
        assert {one.change for one in found.points} == {Change.NOT_COMPARED}


def test_a_value_that_moves_towards_its_target_is_never_worse() -> None:
    chance = random.Random(8)
    for rule in (one for one in HEADSHOT.rules if one.measure in GOOD):  # not a blend
        ends = (rule.target.high, rule.passes.high, rule.warns.high)
        edges = [edge for edge in ends if abs(edge) < float("inf")]
        values = sorted(edge + chance.random() * (abs(edge) + 0.1) for edge in edges * 2)
        for near, far in pairwise(values):
            found = compare(seen(**{rule.measure: far}), seen(**{rule.measure: near}))
            kept = [one for one in found.points if one.rule == rule.id]
            assert all(one.change in {Change.BETTER, Change.SAME} for one in kept), rule.id
