import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality import framing
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.blend import Blend
from photos.quality.findings import FindingOutcome, blended
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.mending import framing_rules, outcomes_in_crop
from photos.quality.standard import Rule, load_standard, standard_names
from photos.quality.uses import use_named
from photos.quality.verdict import Outcome, Verdict, judge
from tests.quality.analyses import GOOD, analysis, changed, head_in_the_middle, no_face

HEADSHOT = load_standard("headshot")
RANGES = {
    Outcome.PASS: (70, 100),
    Outcome.FIX: (40, 69),
    Outcome.UNSURE: (40, 69),
    Outcome.RETAKE: (0, 39),
}


def finding_outcome(verdict: Verdict, rule: str) -> FindingOutcome:
    """What one rule said."""
    (one,) = (finding for finding in verdict.findings if finding.rule == rule)
    return one.outcome


def beyond(rule: Rule) -> float | None:
    """A value that fails the rule, None where no value does."""
    if rule.warns.high != float("inf"):
        return rule.warns.high * 1.5 + 0.1
    return rule.warns.low * 0.5 - 0.1 if rule.warns.low != float("-inf") else None


def test_good_photo_passes_with_the_best_score() -> None:
    verdict = judge(analysis(), HEADSHOT)
    assert (verdict.outcome, verdict.score, verdict.crop) == (Outcome.PASS, 100, None)
    assert verdict.main_finding is None


def test_no_face_is_a_retake_with_its_reason_and_no_scores() -> None:
    verdict = judge(no_face(), HEADSHOT)
    assert (verdict.outcome, verdict.score, verdict.shot_type) == (Outcome.RETAKE, 0, "no_face")
    assert set(verdict.scores.values()) == {None}
    assert verdict.main_finding is not None
    assert "No face" in verdict.main_finding.message


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in HEADSHOT.rules
        if rule.measure in GOOD
        and not rule.mended_by_crop
        and rule.decides == "machine"
        and beyond(rule) is not None
    ],
    ids=lambda rule: rule.id,
)
def test_fail_that_no_crop_mends_is_a_retake(rule: Rule) -> None:
    verdict = judge(changed({rule.measure: beyond(rule)}), HEADSHOT)
    assert verdict.outcome == Outcome.RETAKE
    assert finding_outcome(verdict, rule.id) == FindingOutcome.FAIL
    assert verdict.crop is None


@pytest.mark.parametrize("rule", [rule.id for rule in HEADSHOT.rules if rule.required])
def test_required_measure_that_could_not_be_assessed_is_unsure(rule: str) -> None:
    verdict = judge(changed({HEADSHOT.rule(rule).measure: None}), HEADSHOT)
    # Without the head's size the kind of picture is unknown too: that is a retake's reason.
    expected = Outcome.RETAKE if rule == "head_height" else Outcome.UNSURE
    assert verdict.outcome == expected
    (finding,) = (one for one in verdict.findings if one.rule == rule)
    assert finding.outcome == FindingOutcome.NOT_ASSESSED
    assert "could not be assessed: it was hidden" in finding.message


def test_retake_comes_before_unsure() -> None:
    assert judge(analysis(edge_blur=None, head_pose_yaw=60.0), HEADSHOT).outcome == Outcome.RETAKE


def test_closed_eyes_are_a_case_for_a_person() -> None:
    assert judge(analysis(iris_contrast=0.5), HEADSHOT).outcome == Outcome.UNSURE


def test_face_off_the_middle_is_mended_by_a_crop() -> None:
    head = head_in_the_middle(1000, head_height=0.45, x=0.3)
    verdict = judge(analysis(head=head, face_centre_offset=-0.3, head_height=0.45), HEADSHOT)
    assert verdict.outcome == Outcome.FIX
    assert verdict.crop is not None
    middle = verdict.crop.x + verdict.crop.width / 2
    assert middle == pytest.approx(300, abs=0.08 * verdict.crop.width)
    assert verdict.main_finding is not None
    assert verdict.main_finding.message.endswith("The proposed crop does it.")


def test_tilted_head_is_straightened_by_the_crop() -> None:
    head = head_in_the_middle(1000, head_height=0.4).turned(25, head_in_the_middle(1000).chin)
    verdict = judge(analysis(head=head, head_pose_roll=25.0, head_height=0.4), HEADSHOT)
    assert verdict.outcome == Outcome.FIX
    assert verdict.crop is not None
    assert verdict.crop.angle == pytest.approx(-25)


def test_head_lying_on_its_side_is_a_retake() -> None:
    assert judge(analysis(head_pose_roll=80.0), HEADSHOT).outcome == Outcome.RETAKE


BUSY = {"background_edges": 0.15, "background_tone_range": 25.0, "background_variety": 3.0}


def test_busy_background_that_the_crop_removes_is_a_fix() -> None:
    head = head_in_the_middle(1000, head_height=0.4)
    verdict = judge(changed({**BUSY, "head_height": 0.4}, 1000, head), HEADSHOT)
    assert verdict.outcome == Outcome.FIX
    assert verdict.main_finding is not None
    assert "sharp edges on 15" in verdict.main_finding.message


@pytest.mark.parametrize("edges_left", [0.15, 0.02])
def test_busy_background_of_which_the_crop_leaves_some_is_a_retake(edges_left: float) -> None:
    left = {"close_background_edges": edges_left, "close_background_tone_range": 22.0}
    head = head_in_the_middle(1000, head_height=0.4)
    seen = changed(
        {**BUSY, **left, "close_background_variety": 2.5, "head_height": 0.4}, 1000, head
    )
    assert judge(seen, HEADSHOT).outcome == Outcome.RETAKE


def test_of_two_crops_one_keeps_most_and_one_is_at_the_target() -> None:
    head = head_in_the_middle(1000, head_height=0.25)
    verdict = judge(analysis(head=head, head_height=0.25, body_below_chin=4.0), HEADSHOT)
    assert verdict.outcome == Outcome.FIX
    assert verdict.crop is not None
    assert verdict.target_crop is not None
    assert verdict.crop.width > 1.2 * verdict.target_crop.width
    assert verdict.target_crop.width == pytest.approx(250 / 0.58, abs=1)


def test_small_head_without_pixels_for_a_crop_is_a_retake() -> None:
    tiny = analysis(head=head_in_the_middle(1000, 0.1), head_height=0.1, inter_eye_distance=12.0)
    assert judge(tiny, HEADSHOT).outcome == Outcome.RETAKE


@pytest.mark.parametrize("name", standard_names())
def test_a_turned_head_alone_is_judged_by_its_yaw(name: str) -> None:
    """Eyes that stay on the camera add nothing: no other rule is stricter than the yaw's own."""
    standard = load_standard(name)
    edge = standard.rule("head_pose_yaw").warns.high
    seen = analysis(head_pose_yaw=edge, head_and_gaze=edge)
    assert judge(seen, standard).outcome != Outcome.RETAKE


def test_style_warnings_alone_make_a_casual_professional() -> None:
    verdict = judge(analysis(background_chroma=40.0), HEADSHOT)
    assert (verdict.outcome, verdict.shot_type) == (Outcome.PASS, "casual_professional")


def test_findings_come_worst_first() -> None:
    head = head_in_the_middle(1000, head_height=0.45, x=0.3)
    seen = analysis(
        head=head,
        head_height=0.45,
        face_centre_offset=-0.3,
        background_chroma=40.0,
        iris_contrast=0.5,
        mouth_opening=None,
    )
    verdict = judge(seen, HEADSHOT)
    assert [one.rule for one in verdict.findings[:4]] == [
        "eyes_open",  # a case for a person decides
        "face_centre_offset",  # a crop mends it
        "background_chroma",  # a warning
        "mouth_opening",  # unknown, and need not be known
    ]
    assert verdict.outcome == Outcome.UNSURE
    assert verdict.main_finding == verdict.findings[0]


def test_optional_unknown_is_no_reason_against_a_pass() -> None:
    verdict = judge(analysis(headroom=None), HEADSHOT)
    assert (verdict.outcome, verdict.main_finding) == (Outcome.PASS, None)


@pytest.mark.parametrize("name", standard_names())
@given(
    st.sampled_from(sorted(GOOD)),
    st.floats(-100, 500),
)
def test_every_verdict_stays_in_its_range(name: str, measure: str, value: float) -> None:
    verdict = judge(changed({measure: value}), load_standard(name))
    low, high = RANGES[verdict.outcome]
    assert low <= verdict.score <= high
    assert all(score is None or 0 <= score <= 100 for score in verdict.scores.values())
    assert all(one.message.endswith(".") for one in verdict.findings)


@st.composite
def framed_heads(draw: st.DrawFn) -> Analysis:
    """A head anywhere in a square picture, with the framing measured on it."""
    x, y, unit = draw(st.floats(150, 850)), draw(st.floats(100, 700)), draw(st.floats(60, 400))
    head = Head(Point(x - unit / 3, y), Point(x + unit / 3, y), Point(x, y + unit), y - 0.8 * unit)
    roll = draw(st.floats(-25, 25))
    tilted, frame = head.turned(roll, head.eye_midpoint), Box(0, 0, 1000, 1000)
    below = framing.body_below_chin(tilted, 1000)
    return changed(
        {
            "head_height": framing.head_height(tilted, frame),
            "eye_line": framing.eye_line(tilted, frame),
            "face_centre_offset": framing.centre_offset(tilted, frame),
            "headroom": framing.headroom(tilted, frame),
            "body_below_chin": below,
            "body_in_file": below,
            "head_pose_roll": roll,
            "background_edges": draw(st.floats(0, 0.2)),
            "close_background_edges": draw(st.floats(0, 0.2)),
            "background_tone_range": draw(st.floats(0, 30)),
        },
        head=tilted,
    )


@pytest.mark.parametrize("name", standard_names())
@given(framed_heads())
def test_proposed_crop_lets_no_rule_fail_that_did_not(name: str, seen: Analysis) -> None:
    standard = load_standard(name)
    verdict = judge(seen, standard)
    if verdict.outcome == Outcome.FIX:
        assert verdict.crop is not None
        after = outcomes_in_crop(blended(seen, standard), verdict.crop, standard)
        assert FindingOutcome.FAIL not in after.values()


@given(framed_heads())
def test_no_framing_fails_in_the_published_crop_of_a_photo_that_passes(seen: Analysis) -> None:
    standard = load_standard("headshot")
    if judge(seen, standard).outcome == Outcome.PASS:
        published = align(seen, use_named("directory")).box
        after = outcomes_in_crop(blended(seen, standard), published, standard)
        assert FindingOutcome.FAIL not in {after[rule.id] for rule in framing_rules(standard)}


@pytest.mark.parametrize("name", standard_names())
@given(framed_heads(), st.data())
def test_making_one_measure_worse_never_raises_a_score(
    name: str, seen: Analysis, data: st.DataObject
) -> None:
    standard = load_standard(name)
    judged = [
        one
        for one in standard.rules
        if one.measure in GOOD and one.measure not in MEASURED_ON_THE_HEAD
    ]
    rule = data.draw(st.sampled_from(judged))
    side = data.draw(st.sampled_from([-1, 1]))
    edge = rule.target.high if side == 1 else rule.target.low
    if not math.isfinite(edge):
        return
    near, far = sorted(data.draw(st.tuples(st.floats(0, 3), st.floats(0, 3))))
    scale = abs(edge) or 1.0
    better, worse = (
        judge(with_value(seen, rule.measure, edge + side * step * scale), standard)
        for step in (near, far)
    )
    assert worse.score <= better.score
    for group, score in worse.scores.items():
        before = better.scores[group]
        assert score is None or before is None or score <= before


@given(framed_heads(), st.sampled_from(HEADSHOT.blends), st.data())
def test_more_of_any_part_of_a_blend_never_raises_a_score(
    seen: Analysis, blend: Blend, data: st.DataObject
) -> None:
    part = data.draw(st.sampled_from([one.measure for one in blend.parts]))
    little, much = sorted(data.draw(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5))))
    better, worse = (judge(with_value(seen, part, one), HEADSHOT) for one in (little, much))
    assert worse.score <= better.score


MEASURED_ON_THE_HEAD = {
    "head_height",
    "eye_line",
    "face_centre_offset",
    "headroom",
    "body_below_chin",
    "head_pose_roll",
}


def with_value(seen: Analysis, name: str, value: float) -> Analysis:
    """The analysis with one measurement changed."""
    return replace(
        seen,
        measurements=tuple(
            one._replace(value=value) if one.name == name else one for one in seen.measurements
        ),
    )
