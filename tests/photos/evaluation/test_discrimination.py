from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.evaluation.discrimination import by_question, distance_from_target, on_new_photo
from photos.evaluation.questions import QUESTIONS
from photos.quality.standard import Rule, load_standard, standard_names
from tests.photos.evaluation.labelled_photos import HEADSHOT, faceless, photo

RULES = [rule for name in standard_names() for rule in load_standard(name).rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_minds_a_side_with_a_target_that_ends_there(rule: Rule) -> None:
    assert distance_from_target(rule.target.high + 1e9, rule) > 0 or not rule.high_saw
    assert (
        rule.absolute or distance_from_target(rule.target.low - 1e9, rule) > 0 or not rule.low_saw
    )
    assert rule.low_saw or rule.high_saw


@given(st.floats(0, 2))
def test_outside_of_the_target_is_above_nought(head_height: float) -> None:
    rule = HEADSHOT.rule("head_height")
    assert (distance_from_target(head_height, rule) <= 0) == (head_height in rule.target)


def test_both_sides_of_a_rule_count_in_their_own_widths() -> None:
    rule = HEADSHOT.rule("head_height")
    assert distance_from_target(rule.warns.low, rule) == pytest.approx(1)
    assert distance_from_target(rule.warns.high, rule) == pytest.approx(1)


def test_a_sign_does_not_count_where_the_rule_ignores_it() -> None:
    rule = HEADSHOT.rule("head_pose_yaw")
    assert distance_from_target(-20, rule) == distance_from_target(20, rule) > 0


def test_harsh_light_is_told_apart_by_the_rules_about_light() -> None:
    photos = [
        photo(f"{number}.jpg", "pass", {"illumination_uniformity": stops}, lighting=label)
        for number, (label, stops) in enumerate(
            [("harsh", 2.0), ("harsh", -3.0), ("even", 0.1), ("mild_uneven", 1.0), ("na", 5.0)]
        )
    ]
    found = {one.rule: one for one in by_question(photos, ["file", "lighting"], HEADSHOT)}
    assert set(found) == {rule.id for rule in HEADSHOT.rules if rule.group == "lighting"}
    sides = found["illumination_uniformity"]
    assert (sides.area.value, sides.bad, sides.good) == (1, 2, 2)
    assert found["back_light"].area.value == 0.5


def test_a_blend_of_measures_counts_as_a_number() -> None:
    photos = [photo("a.jpg", "pass", background="neutral"), photo("b.jpg", "pass")]
    found = {one.rule: one for one in by_question(photos, ["background"], HEADSHOT)}
    assert found["background_busyness"].good == 1


def test_columns_that_are_not_there_ask_nothing() -> None:
    assert by_question([photo("a.jpg", "pass")], ["file", "verdict"], HEADSHOT) == ()


def test_a_rule_that_the_standard_lacks_is_left_out() -> None:
    kept = tuple(rule for rule in HEADSHOT.rules if rule.id != "other_faces")
    photos = [photo("a.jpg", "retake", shot_type="group")]
    asked = by_question(photos, ["shot_type"], replace(HEADSHOT, rules=kept))
    assert "other_faces" not in {one.rule for one in asked}


def test_photos_without_a_number_are_counted() -> None:
    photos = [faceless("a.jpg", "retake"), photo("b.jpg", "retake"), photo("c.jpg", "fix")]
    for one in on_new_photo(photos, HEADSHOT):
        assert (one.bad, one.good, one.bad_unmeasured, one.good_unmeasured) == (1, 1, 1, 0)


def test_each_question_is_about_rules_of_the_default_standard() -> None:
    for question in QUESTIONS:
        assert any(question.is_about(rule) for rule in HEADSHOT.rules)
        assert not question.bad & question.good
