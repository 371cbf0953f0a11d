"""One analysis answers every use: only thresholds, shapes and pixels differ."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photos.quality.analysis import Analysis, analyse
from photos.quality.crops import in_crop
from photos.quality.findings import FindingOutcome, blended
from photos.quality.geometry import Box
from photos.quality.mending import outcomes_in_crop
from photos.quality.standard import Rule, load_standard, standard_names
from photos.quality.use_verdicts import UseVerdict, judge_uses, laid_over, recommended_types
from photos.quality.uses import load_uses, use_named
from photos.quality.verdict import Outcome, judge
from tests.quality.analyses import analysis, changed, head_in_the_middle, no_face
from tests.quality.pictures import encoded
from tests.quality.test_verdict import beyond

HEADSHOT = load_standard("headshot")


def by_name(seen: Analysis, standard: str = "headshot") -> dict[str, UseVerdict]:
    """The verdicts by the names of their uses."""
    return {one.use.name: one for one in judge_uses(seen, load_standard(standard))}


def outcomes(seen: Analysis, standard: str = "headshot") -> dict[str, str]:
    return {name: one.outcome.value for name, one in by_name(seen, standard).items()}


def photo_of(height: float, side: int, **changes: float | None) -> Analysis:
    """A good square photo with a head of that height."""
    unit = height * side / 2
    below, values = 0.6 * side / unit - 1, {"head_height": height, "head_extent": 0.85 * height}
    values |= {"body_below_chin": below, "body_in_file": below}
    values |= {"inter_eye_distance": 2 * unit / 3, "headroom": 0.4 - 0.35 * height}
    seen = changed({**values, **changes}, side, head_in_the_middle(side, height))
    return replace(seen, faces=(Box(0, 0, 1.45 * unit, 1.8 * unit),))


def test_large_headshot_passes_for_every_use() -> None:
    assert set(outcomes(photo_of(0.6, 3000)).values()) == {"pass"}


def test_picture_without_a_face_is_a_retake_for_every_use() -> None:
    for one in judge_uses(no_face(), HEADSHOT):
        assert one.outcome == Outcome.RETAKE
        assert one.main_finding is not None
        assert "No face" in one.main_finding.message


def test_photo_of_300_pixels_is_enough_for_a_signature_and_not_for_the_website(
    demo_photo: Callable[[str], bytes],
) -> None:
    small = Image.open(io.BytesIO(demo_photo("e1002"))).resize((300, 375))
    seen = by_name(analyse(encoded(small, "JPEG", quality=92)))
    assert seen["signature"].outcome == Outcome.PASS
    assert seen["directory"].outcome == Outcome.PASS
    website = seen["website"]
    assert website.outcome == Outcome.RETAKE
    assert website.main_finding is not None
    assert website.main_finding.message.replace("\N{NO-BREAK SPACE}", " ") == (
        "There are too few pixels for the company website (the crop has 272 pixels; "
        "asked for: at least 500 pixels). Use the original file."
    )
    assert (website.sizes, website.missing) == ((250,), (500, 1000))


@pytest.mark.parametrize("body", [4.0, 8.0, 12.0], ids=["waist", "knees", "whole_body"])
def test_wide_portrait_serves_authors_and_a_headshot_is_cut_where_pixels_allow(
    body: float,
) -> None:
    wide = {"body_below_chin": body, "body_in_file": body}
    large, small = photo_of(0.15, 4000, **wide), photo_of(0.1, 1700, **wide)
    assert outcomes(large)["portrait"] == outcomes(small)["portrait"] == "pass"
    assert outcomes(large)["badge"] == "fix"
    assert outcomes(small)["badge"] == "retake"
    badge = by_name(large)["badge"]
    assert badge.main_finding is not None
    assert badge.main_finding.mended_by_crop
    assert badge.alignment.head_height == pytest.approx(use_named("badge").head_height)


def test_full_body_picture_of_the_demo_serves_at_most_a_signature(
    demo_photo: Callable[[str], bytes],
) -> None:
    seen = by_name(analyse(demo_photo("e1018")))
    fitting = {name for name, one in seen.items() if one.outcome in {"pass", "fix"}}
    assert fitting <= {"signature"}
    assert seen["directory"].sizes[-1] <= seen["directory"].alignment.box.width


def test_badge_takes_a_straighter_face_and_a_plainer_wall_than_the_directory() -> None:
    assert outcomes(photo_of(0.6, 3000, head_pose_yaw=20.0))["badge"] == "retake"
    assert outcomes(photo_of(0.6, 3000, head_pose_yaw=20.0))["directory"] == "pass"
    assert outcomes(photo_of(0.6, 3000, background_lightness=40.0))["badge"] == "retake"
    assert outcomes(photo_of(0.6, 3000, background_lightness=40.0))["directory"] == "pass"


def test_portrait_may_look_aside() -> None:
    aside = outcomes(photo_of(0.6, 3000, head_pose_yaw=40.0, head_and_gaze=45.0))
    assert (aside["portrait"], aside["website"]) == ("pass", "retake")


def test_narrow_face_is_hard_to_recognise_in_a_thumbnail() -> None:
    seen = replace(photo_of(0.6, 3000), faces=(Box(0, 0, 500, 900),))
    told = {
        name: [f.outcome for f in one.findings if f.rule == "thumbnail"]
        for name, one in by_name(seen).items()
    }
    assert told["directory"] == [FindingOutcome.FAIL]
    assert told["website"] == []


@pytest.mark.parametrize(
    "rule",
    [
        one
        for one in HEADSHOT.rules
        if not one.mended_by_crop and one.decides == "machine" and one.group == "lighting"
        if beyond(one) is not None
    ],
    ids=lambda rule: rule.id,
)
def test_bad_light_is_bad_for_every_use(rule: Rule) -> None:
    seen = photo_of(0.6, 3000, **{rule.measure: beyond(rule)})
    assert set(outcomes(seen).values()) == {"retake"}


@given(st.floats(0.2, 0.9), st.integers(60, 4000), st.integers(60, 4000))
def test_more_pixels_are_never_worse(height: float, one: int, other: int) -> None:
    fewer, more = (by_name(photo_of(height, side)) for side in sorted((one, other)))
    for name, verdict in fewer.items():
        assert set(verdict.sizes) <= set(more[name].sizes)
        if verdict.outcome == Outcome.PASS:
            assert more[name].outcome == Outcome.PASS


@pytest.mark.parametrize("standard", standard_names())
def test_target_of_every_use_fails_in_no_standard(standard: str) -> None:
    seen = photo_of(0.25, 4000)
    for one in judge_uses(seen, load_standard(standard)):
        if one.use.aspect is not None:
            asked = laid_over(load_standard(standard), one.use)
            after = outcomes_in_crop(blended(seen, asked), one.alignment.box, asked)
            assert FindingOutcome.FAIL not in after.values(), one.use.name


def test_cut_that_makes_a_head_too_large_is_told() -> None:
    # A circle was drawn around the photo: only the square inside of it can be published.
    seen = replace(photo_of(0.75, 1000), usable=Box(146, 146, 707, 707))
    directory = by_name(seen)["directory"]
    assert judge(seen, HEADSHOT).outcome == Outcome.PASS
    assert directory.outcome == Outcome.RETAKE
    published = in_crop(seen, directory.alignment.box).measurement("head_height").value
    (told,) = (one for one in directory.findings if one.rule == "head_height")
    assert told.value == published


def test_findings_come_worst_first_and_every_rule_speaks_once() -> None:
    for one in judge_uses(analysis(edge_blur=5.0), HEADSHOT):
        rules = [finding.rule for finding in one.findings]
        assert len(set(rules)) == len(rules)
        assert one.findings[0].outcome == FindingOutcome.FAIL


def test_directory_and_verdict_agree_where_pixels_are_no_question() -> None:
    for change in ({}, {"head_pose_yaw": 60.0}, {"iris_contrast": 0.5}, {"edge_blur": None}):
        seen = photo_of(0.6, 3000, **change)
        assert by_name(seen)["directory"].outcome == judge(seen, HEADSHOT).outcome


def test_kinds_of_picture_are_told_in_words() -> None:
    assert recommended_types(use_named("badge")) == "a headshot"
    assert "down to the knees" in recommended_types(use_named("portrait"))


def test_sentences_name_the_use() -> None:
    for use in load_uses():
        assert all("{use}" not in rule.low_saw + rule.good for rule in use.rules)
