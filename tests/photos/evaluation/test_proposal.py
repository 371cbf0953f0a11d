"""Edges proposed on numbers for which the right edge is known."""

import tomllib

import pytest

from photos.evaluation.edges import Edge, as_toml, fail_edges, moved, possible_edges, with_edges
from photos.evaluation.effects import FOLDS, Shift, effect, fold_of, verdicts_now, verdicts_under
from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.proposal import LEAST_EVIDENCE, Advice, EdgeProposal, Proposal
from photos.evaluation.proposing import propose
from photos.quality.findings import FindingOutcome, rule_outcome
from photos.quality.standard import FOLDER as STANDARDS
from photos.quality.standard import load_standard, read_standard, read_toml
from photos.quality.verdict import judge
from tests.photos.evaluation.labelled_photos import HEADSHOT, faceless, photo

COLUMNS = ("file", "verdict", "lighting")


def shaded(number: int, stops: float, limit: float) -> LabelledPhoto:
    """A photo with a side in the shade; people want it anew beyond their own limit."""
    verdict, light = ("retake", "harsh") if stops > limit else ("pass", "even")
    values = {"illumination_uniformity": stops}
    return photo(f"shaded-{number}.jpg", verdict, values, lighting=light)


def team(limit: float, count: int = 120) -> list[LabelledPhoto]:
    """Photos with 0 to 3 stops between the cheeks, judged by people with that limit."""
    return [shaded(number, 3 * number / count, limit) for number in range(count)]


def told(proposal: Proposal, rule: str, side: str = "high") -> EdgeProposal:
    """What is proposed for one edge."""
    (one,) = (one for one in proposal.edges if (one.now.rule, one.now.side) == (rule, side))
    return one


def test_people_who_are_stricter_move_the_edge_to_their_limit() -> None:
    one = told(propose(team(limit=1.47), COLUMNS, HEADSHOT), "illumination_uniformity")
    assert one.advice == Advice.MOVE
    assert one.best is not None
    assert one.best.value == pytest.approx(1.47, abs=0.05)
    assert one.why == ""


def test_people_who_agree_keep_the_edge() -> None:
    limit = HEADSHOT.rule("illumination_uniformity").warns.high
    proposal = propose(team(limit, count=400), COLUMNS, HEADSHOT)
    assert told(proposal, "illumination_uniformity").advice == Advice.KEEP
    assert (proposal.toml, proposal.changed) == ("", ())
    assert proposal.together == proposal.before


def test_few_labels_propose_nothing() -> None:
    one = told(propose(team(1.47, count=30), COLUMNS, HEADSHOT), "illumination_uniformity")
    assert one.evidence.bad < LEAST_EVIDENCE
    assert (one.advice, one.best, one.out_of_fold) == (Advice.TOO_FEW, None, None)


def test_labels_that_have_nothing_to_do_with_the_number_move_nothing() -> None:
    photos = [
        photo(
            f"{number}.jpg",
            "retake" if number % 2 else "pass",
            {"brightest_tone": 90.0 + number // 2},
        )
        for number in range(80)
    ]
    proposal = propose(photos, ("file", "verdict"), HEADSHOT)
    assert {one.advice for one in proposal.edges} == {Advice.KEEP}


def test_false_flags_never_grow() -> None:
    proposal = propose(team(limit=2.9), COLUMNS, HEADSHOT)
    assert proposal.together.false_flags <= proposal.before.false_flags
    assert proposal.together.needless_crops <= proposal.before.needless_crops


def test_an_edge_that_flags_more_on_other_photos_says_so() -> None:
    one = told(propose(team(limit=1.5), COLUMNS, HEADSHOT), "illumination_uniformity")
    assert (one.advice, one.why) == (Advice.MOVE, "asks more for passed photos")


def test_the_effect_together_is_that_of_judging_by_the_proposed_standard() -> None:
    photos = team(limit=1.47)
    proposal = propose(photos, COLUMNS, HEADSHOT)
    edges = [one.best for one in proposal.edges if one.advice == Advice.MOVE and one.best]
    standard = with_edges(HEADSHOT, edges)
    verdicts = {
        one.label.file: judge(one.analysis, standard).outcome.value
        for one in photos
        if one.analysis
    }
    changed = {one.label.file for one in photos if verdicts[one.label.file] != one.verdict}
    assert {one.file for one in proposal.changed} == changed
    assert all(verdicts[one.file] == one.after for one in proposal.changed)


def test_the_snippet_is_a_standard_of_its_own() -> None:
    proposal = propose(team(limit=1.47), COLUMNS, HEADSHOT)
    own = tomllib.loads(proposal.toml)
    read = read_standard("ours", own, read_toml(STANDARDS / "headshot.toml"))
    one = told(proposal, "illumination_uniformity")
    assert one.best is not None
    assert read.rule("illumination_uniformity").warns.high == one.best.value


def test_order_of_the_photos_does_not_matter() -> None:
    photos = team(limit=1.47)
    there, back = (propose(some, COLUMNS, HEADSHOT) for some in (photos, photos[::-1]))
    assert (there.toml, there.together_out_of_fold) == (back.toml, back.together_out_of_fold)


def test_folds_are_of_about_one_size() -> None:
    counts = [0] * FOLDS
    for number in range(1000):
        counts[fold_of(f"person-{number}.jpg")] += 1
    assert min(counts) > 150


@pytest.mark.parametrize("name", ["headshot", "creative"])
def test_verdicts_are_those_of_judging_everything_anew(name: str) -> None:
    standard = load_standard(name)
    changes: list[dict[str, float | None]] = [
        {"head_height": 0.3},
        {"head_height": 0.42, "face_centre_offset": 0.3},
        {"background_edges": 0.5, "background_tone_range": 60.0},
        {"iris_contrast": 0.5},
        {"brightest_tone": 90.0},
        {"brightest_tone": None},
        {"background_edges": None},
        {},
    ]
    photos = [photo(f"{n}.jpg", "pass", values, standard) for n, values in enumerate(changes)]
    photos.append(faceless("nobody.jpg", "retake"))
    for rule in standard.rules:
        for edge in fail_edges(rule):
            values = [one.value(rule.id) or 0.0 for one in photos]
            for other in possible_edges(edge, rule, values):
                changed = with_edges(standard, [other])
                anew = [
                    judge(one.analysis, changed).outcome.value for one in photos if one.analysis
                ]
                assert verdicts_under(changed, photos, [rule]).tolist() == anew


def test_an_edge_within_the_pass_band_takes_the_band_along() -> None:
    rule = HEADSHOT.rule("illumination_uniformity")
    stricter = moved(rule, Edge(rule.id, "high", 0.7))
    assert (stricter.passes.high, stricter.warns.high) == (0.7, 0.7)
    assert stricter.target == rule.target
    photos = [shaded(1, 0.8, limit=9)]
    assert photos[0].analysis is not None
    assert rule_outcome(stricter, photos[0].analysis) == FindingOutcome.FAIL


def test_no_possible_edge_cuts_the_target() -> None:
    rule = HEADSHOT.rule("brightest_tone")
    (edge,) = fail_edges(rule)
    edges = possible_edges(edge, rule, [10.0, 80.0, 150.0, 220.0])
    assert edges[0] == edge
    assert all(one.value <= rule.target.low for one in edges)


def test_a_rule_that_never_fails_has_no_edge() -> None:
    assert list(fail_edges(HEADSHOT.rule("mouth_opening"))) == []


def test_toml_holds_only_what_changed() -> None:
    assert as_toml([], HEADSHOT) == ""
    text = as_toml([Edge("brightest_tone", "low", 150.0)], HEADSHOT)
    assert text == "[rules.brightest_tone]\npass = [150.0, inf]\nwarn = [150.0, inf]"


def test_effects_count_what_is_asked_for_needlessly() -> None:
    photos = [photo("a.jpg", "pass", {"face_centre_offset": 0.3}), photo("b.jpg", "retake")]
    seen = effect(photos, verdicts_now(photos))
    assert (seen.false_flags + seen.needless_crops, seen.missed_retakes) == (1, 1)


def test_a_few_photos_may_be_chance() -> None:
    assert Shift(righted=5, wronged=0).may_be_chance
    assert not Shift(righted=6, wronged=0).may_be_chance
    assert Shift(righted=0, wronged=0).may_be_chance
