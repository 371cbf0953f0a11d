"""Every English sentence about a photo can be said in another language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest

from photos.quality import explain, explain_change, explain_team
from photos.quality.analysis import Analysis
from photos.quality.explain_team import Compared, Team
from photos.quality.findings import blended, hold_rule, hold_shot_type
from photos.quality.hint_words import SENTENCES as HINTS
from photos.quality.limits import LIMITS, UnreadablePhoto, check_pixels, check_shape, check_size
from photos.quality.measurement import Measurement
from photos.quality.said import Language, said
from photos.quality.said_forms import REASONS
from photos.quality.shot_type import WORDS
from photos.quality.standard import Rule, load_standard
from photos.quality.team_rules import CLASS, Feature, team_rules
from photos.quality.uses import load_uses
from tests.quality.analyses import analysis, changed

HEADSHOT = load_standard("headshot")
MADE_HERE = {"published_pixels": "px", "published_face_width": "share"}
TEAMS = (Team("Finance", False), Team("Sales", True), Team("the company", False))
IN_BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
BRACKETS = Language(lambda form: f"⟦{form}⟧", lambda number: number)
AS_IT_IS = Language(lambda form: form, lambda number: number)
GERMAN_NUMBERS = Language(lambda form: form, lambda number: number.replace(".", ","))


def left_english(sentence: str) -> str:
    """The letters of a sentence that no form took."""
    told = said(sentence, BRACKETS)
    while (shorter := IN_BRACKETS.sub("", told)) != told:
        told = shorter
    return told


def with_value(rule: Rule, value: float | None, seen: Analysis) -> Analysis:
    """The analysis with another value for what the rule asks about."""
    unit = seen.measurement(rule.measure).unit or MADE_HERE.get(rule.measure, "")
    others = (one for one in seen.measurements if one.name != rule.measure)
    reason = REASONS[0] if value is None else ""
    return replace(seen, measurements=(*others, Measurement(rule.measure, value, unit, reason)))


def rule_sentences() -> Iterator[str]:
    """What every rule of the standard and of the uses says of values in each of its bands."""
    seen = blended(analysis(), HEADSHOT)
    for rule in (*HEADSHOT.rules, *(rule for use in load_uses() for rule in use.rules)):
        ends = (rule.passes.low, rule.passes.high, rule.warns.low, rule.warns.high)
        finite = [end for end in ends if abs(end) < float("inf")]
        values = [rule.target.middle, *(end + step for end in finite for step in (-0.02, 9.7))]
        for value, mended in product([*values, None], [False, True]):
            yield hold_rule(rule, with_value(rule, value, seen), mended).message
        yield from (rule.title, hold_rule(rule, seen).allowed)


def shot_type_sentences() -> Iterator[str]:
    """What is said of kinds of picture, allowed or not, and for which uses they suit."""
    for change in ({}, {"head_height": 0.2}, {"head_extent": 0.95}, {"other_faces": 0.5}):
        seen = changed({**change, "body_below_chin": 8.0, "body_in_file": 8.0})
        for mended in (False, True):
            yield hold_shot_type(seen, HEADSHOT, mended).message
    yield explain.shot_type_passed("headshot", analysis().by_name)
    yield hold_shot_type(analysis(), HEADSHOT).allowed
    yield from (explain.no_face(), *HINTS.values())
    for use in load_uses():
        yield from (use.title, use.phrase, explain.best_kinds(use.shot_types))
        yield explain.pixels_there(use.sizes, use.preferred)


def feature_sentences(feature: Feature) -> Iterator[str]:
    """What is said of one feature of a photo beside its team's, on either side."""
    one, other = ("plain", "busy") if feature.compared == CLASS else (-0.62, 0.62)
    if feature.name == "shot_type":
        one, other = "headshot", "half_length"
    for team in TEAMS:
        for value, usual, difference in ((one, other, -1.2), (other, one, 1.2)):
            if not (feature.compared == CLASS and difference < 0):
                seen = Compared(value, usual, difference, 0.8)
                yield explain_team.unlike_team(feature, seen, team)
    yield explain_team.usual_in_words(feature, one, 0.7 if feature.compared == CLASS else None)
    yield feature.title
    if feature.compared != CLASS:
        yield explain_team.too_spread(replace(feature, most_spread=0.1), 0.5)


def team_sentences() -> Iterator[str]:
    """What is said of teams."""
    for feature in team_rules("headshot").features:
        yield from feature_sentences(feature)
    for team in TEAMS:
        yield from (explain_team.fits_in(team.name), explain_team.as_in(team.name))
    for photos, misfits in ((3, 0), (2, 1), (5, 4), (9, 1), (9, 3)):
        yield explain_team.alike(photos, misfits)
    yield from (explain_team.too_few(1, 5), explain_team.too_few(3, 5))
    yield from (explain_team.not_compared(), explain_team.not_computed())


def refusals() -> Iterator[str]:
    """What is said of files that are no photos."""
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_size(0, LIMITS),
        lambda: check_size(30_000_000, LIMITS),
        lambda: check_shape(20, 300, LIMITS),
        lambda: check_shape(200, 3000, LIMITS),
        lambda: check_pixels(90_000_000, 1, LIMITS),
        lambda: check_pixels(1_190_000_000, 1200, LIMITS),
    )
    for check in checks:
        with pytest.raises(UnreadablePhoto) as refused:
            check()
        yield refused.value.message


def same_picture_sentences() -> Iterator[str]:
    """What is said of one picture stored for several people."""
    yield explain.same_picture_of("Amara Okafor (e1001)")
    for people, at_least in ((1, False), (4, False), (9, True)):
        yield explain.same_picture_of_more(people, at_least=at_least)


def change_sentences() -> Iterator[str]:
    """What is said of a new photo beside the old one."""
    titles = [rule.title for rule in HEADSHOT.rules]
    for better, worse in product((0, 1, 2, 3, 6), (0, 1, 4)):
        yield explain_change.change_in_words(titles[:better], titles[9 : 9 + worse], 30)
    yield explain_change.change_in_words([], [], 0)
    yield from (explain_change.OTHER_ENGINE, explain_change.OTHER_RULES, explain_change.NOT_JUDGED)


SOURCES = (
    *(rule_sentences, shot_type_sentences, team_sentences),
    *(refusals, same_picture_sentences, change_sentences),
)
SENTENCES = sorted({sentence for source in SOURCES for sentence in source() if sentence})


def test_every_sentence_is_made_of_forms_that_can_be_translated() -> None:
    assert {sentence for sentence in SENTENCES if left_english(sentence)} == set()


def test_parts_go_back_into_their_places() -> None:
    assert [said(sentence, AS_IT_IS) for sentence in SENTENCES] == SENTENCES


def test_numbers_are_written_as_the_language_does() -> None:
    tilted = "The head is tilted (12.5°; asked for: at most 8°). Hold the head upright."
    assert "(12,5°;" in said(tilted, GERMAN_NUMBERS)


def test_names_and_unknown_sentences_stay() -> None:
    named = said("The same picture is stored for Finance Light (e1.5).", BRACKETS)
    assert named == "⟦The same picture is stored for Finance Light (e1.5).⟧"
    assert said("The photo is too green by 1.5 leaves.", BRACKETS) == (
        "The photo is too green by 1.5 leaves."
    )


def test_all_kinds_of_picture_are_known() -> None:
    assert {one for one in WORDS.values() if left_english(f"This is {one}.")} == set()
