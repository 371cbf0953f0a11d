"""How people's photos are compared with their team's."""

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photos.quality.baselines import (
    FEWEST,
    Baseline,
    baseline_of,
    baseline_of_reference,
    table_of,
)
from photos.quality.findings import FindingOutcome
from photos.quality.looks import NUMBERS, Look
from photos.quality.scores import rule_score
from photos.quality.standard import Band, load_standard, standard_names
from photos.quality.team import Likeness, compare, likeness_scores, score_line, team_score
from photos.quality.team_rules import CLASS, team_rules
from tests.quality.looks import PLAIN, RANGES, look, looks

RULES = team_rules("headshot")
TEAM = st.lists(looks(), min_size=FEWEST, max_size=12)
NUMERIC = [one.name for one in RULES.features if one.compared != CLASS]


def baseline(*some: Look) -> Baseline:
    """The baseline of five looks and more."""
    found = baseline_of(some)
    assert found is not None
    return found


@given(TEAM, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_people_does_not_matter(team: list[Look], random: Random) -> None:
    shuffled = random.sample(team, len(team))
    assert baseline(*team) == baseline(*shuffled)
    scores = [
        team_score(likeness_scores(table_of(some), baseline(*some), RULES))
        for some in (team, shuffled)
    ]
    assert scores[0] == scores[1]


@given(TEAM)
@settings(max_examples=40)
def test_one_by_one_or_all_at_once_people_score_the_same(team: list[Look]) -> None:
    usual = baseline(*team)
    together = likeness_scores(table_of(team), usual, RULES)
    alone = [compare(one, usual, RULES).score for one in team]
    assert [None if math.isnan(one) else int(one) for one in together] == alone


@given(looks())
@settings(max_examples=40)
def test_a_team_of_one_look_scores_100(one: Look) -> None:
    scores = likeness_scores(table_of([one] * 7), baseline(*[one] * 7), RULES)
    assert set(scores[~np.isnan(scores)]) <= {100}


@given(
    st.lists(looks(whole=True), min_size=FEWEST, max_size=9),
    st.sampled_from(NUMERIC),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)
def test_moving_away_from_the_team_never_raises_a_score(
    others: list[Look], name: str, here: float, further: float
) -> None:
    _, high = RANGES[name]
    usual = baseline(*others)
    middle = usual.norms[name].median
    near, far = sorted((here * (high - middle), further * (high - middle)))
    scores = []
    for away in (near, far):
        moved = look(**{name: middle + away})
        with_them = baseline_of([*others, moved])
        assert with_them is not None
        scores.append((compare(moved, usual, RULES).score, compare(moved, with_them, RULES).score))
    assert (scores[0][0] or 0) >= (scores[1][0] or 0)
    assert (scores[0][1] or 0) >= (scores[1][1] or 0)


def test_one_misfit_among_twenty_makes_no_other() -> None:
    misfit = look(head_height=0.3, background_lightness=10.0, background_class="busy")
    team = [look(head_height=0.58 + 0.002 * place) for place in range(19)]
    usual = baseline(*team, misfit)
    assert all(not compare(one, usual, RULES).misfits for one in team)
    assert compare(misfit, usual, RULES).outcome == FindingOutcome.FAIL


def test_one_great_misfit_is_not_averaged_away() -> None:
    usual = baseline(*[PLAIN] * 6)
    small = compare(look(head_height=0.3), usual, RULES)
    assert small.score is not None
    assert small.score < 50
    assert [one.feature.name for one in small.misfits] == ["head_height"]


def test_nobody_is_punished_for_what_could_not_be_assessed() -> None:
    usual = baseline(*[PLAIN] * 6)
    hidden = look(
        background_lightness=None,
        background_red_green=None,
        background_yellow_blue=None,
        background_class="",
        light_warmth=None,
    )
    likeness = compare(hidden, usual, RULES)
    assert (likeness.score, likeness.misfits) == (100, [])


def test_fewer_than_five_have_no_baseline() -> None:
    assert baseline_of([PLAIN] * 4) is None
    few_backgrounds = [PLAIN] * 4 + [look(background_lightness=None)] * 4
    assert "background_lightness" not in baseline(*few_backgrounds).norms


def test_one_reference_photo_is_enough() -> None:
    usual = baseline_of_reference(PLAIN)
    assert compare(PLAIN, usual, RULES).score == 100
    assert compare(look(head_height=0.3), usual, RULES).outcome == FindingOutcome.FAIL


def test_a_stored_baseline_compares_alike() -> None:
    usual = baseline(*[look(head_height=0.5 + 0.01 * place) for place in range(7)])
    assert Baseline.from_json(usual.as_json()) == usual


def test_what_a_fourth_of_the_team_shares_with_the_most_is_no_misfit() -> None:
    team = [look(background_class="soft")] * 4 + [PLAIN] * 5
    assert compare(team[0], baseline(*team), RULES).misfits == []
    team = [look(background_class="soft")] * 2 + [PLAIN] * 7
    assert [one.feature.name for one in compare(team[0], baseline(*team), RULES).misfits] == [
        "background_class"
    ]


@pytest.mark.parametrize("standard", standard_names())
def test_features_score_as_rules_do(standard: str) -> None:
    some_rule = load_standard("headshot").rule("head_height")
    for feature in team_rules(standard).features:
        bands = feature.bands
        rule = replace(
            some_rule,
            target=Band(0.0, bands.target),
            passes=Band(0.0, bands.passes),
            warns=Band(0.0, bands.warns),
        )
        for size in np.linspace(0, 4 * bands.passes, 50):
            scored = np.interp(size, *score_line(feature))
            assert scored == pytest.approx(rule_score(float(size), rule))


def test_standards_differ_in_what_they_ask_of_teams() -> None:
    spreads = {
        name: team_rules(name).feature("background_lightness").most_spread
        for name in ("headshot", "corporate", "healthcare")
    }
    assert spreads == {"headshot": math.inf, "corporate": 8.0, "healthcare": 12.0}
    stricter = team_rules("public_sector").feature("head_height").bands
    assert stricter.passes == pytest.approx(
        2 / 3 * RULES.feature("head_height").bands.passes, 0.01
    )


def test_every_number_of_a_look_is_in_the_arrays() -> None:
    assert table_of([PLAIN]).numbers.shape == (1, len(NUMBERS))
    assert set(RANGES) == set(NUMBERS)


def told(likeness: Likeness, team: str) -> list[str]:
    """The sentences, with plain spaces."""
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in likeness.sentences(team)]


def test_sentences_name_the_numbers_and_the_team() -> None:
    usual = baseline(*[look(head_height=0.61, light_direction=0.6)] * 6)
    odd = look(head_height=0.476, background_lightness=40.0, light_direction=0.7)
    assert told(compare(odd, usual, RULES), "Finance") == [
        "The background is darker than Finance's median (a lightness of 40 of 100; Finance: 80).",
        "The head is 22 % smaller than Finance's median "
        "(48 % of the picture's height; Finance: 61 %).",
    ]


def test_light_from_the_other_side_is_called_that() -> None:
    usual = baseline(*[look(light_direction=0.6)] * 6)
    assert told(compare(look(light_direction=-0.8), usual, RULES), "the company") == [
        "The light comes from the left, the company's from the right "
        "(the right cheek gets 0.6 times the light of the left one; the company: 1.5 times)."
    ]


def test_another_kind_of_picture_is_told_with_the_usual_one() -> None:
    usual = baseline(*[PLAIN] * 9, look(background_class="busy"))
    odd = look(background_class="busy", shot_type="half_length")
    assert set(told(compare(odd, usual, RULES), "Finance")) == {
        "The background is busy (Finance: plain in 90 % of the photos).",
        "This is a picture down to the waist (Finance: a headshot in 100 % of the photos).",
    }


def test_a_reference_photo_is_named_as_such() -> None:
    usual = baseline_of_reference(PLAIN)
    assert told(compare(look(head_height=0.47), usual, RULES), "Sales") == [
        "The head is 22 % smaller than in Sales' reference photo "
        "(47 % of the picture's height; reference photo: 60 %)."
    ]
