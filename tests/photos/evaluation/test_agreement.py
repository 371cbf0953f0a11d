import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.evaluation.agreement import ESTIMATES, agreement, without_pixel_rules
from photos.evaluation.labels import VERDICTS
from photos.quality.standard import load_standard

pairs_of_verdicts = st.lists(st.tuples(st.sampled_from(VERDICTS), st.sampled_from(VERDICTS)))


def test_perfect_agreement_is_one() -> None:
    seen = agreement([("pass", "pass"), ("fix", "pass"), ("retake", "retake")])
    assert (seen.balanced_accuracy.value, seen.kappa.value, seen.undecided.part) == (1, 1, 0)


def test_unsure_counts_as_wrong_on_both_sides() -> None:
    seen = agreement([("pass", "unsure"), ("pass", "pass"), ("retake", "unsure")])
    assert (seen.caught.value, seen.spared.value, seen.balanced_accuracy.value) == (0, 0.5, 0.25)
    assert (seen.undecided.part, seen.undecided.whole) == (2, 3)


def test_calling_everything_a_retake_is_half_right() -> None:
    seen = agreement([("pass", "retake"), ("retake", "retake")])
    assert (seen.balanced_accuracy.value, seen.kappa.value) == (0.5, 0.0)


def test_one_kind_alone_has_no_balanced_accuracy() -> None:
    assert agreement([("pass", "pass")]).balanced_accuracy.value is None


def test_false_flags_are_counted_with_and_without_unsure() -> None:
    verdicts = ["pass", "fix", "retake", "unsure", "unsure"]
    seen = agreement([("pass", verdict) for verdict in verdicts])
    assert (seen.false_flags.part, seen.false_retakes.part, seen.spared.part) == (3, 1, 2)
    assert seen.false_flags.whole == seen.false_retakes.whole == 5


def test_kappa_is_the_textbook_one() -> None:
    # Twenty and fifteen of fifty agreed on: .7 seen, .5 * .6 + .5 * .4 = .5 by chance.
    counts = {
        ("pass", "pass"): 20, ("pass", "retake"): 5,
        ("retake", "pass"): 10, ("retake", "retake"): 15,
    }  # fmt: skip
    seen = agreement(pair for pair, count in counts.items() for _ in range(count))
    assert seen.kappa.value == pytest.approx(0.4)
    assert seen.agreed.value == pytest.approx(0.7)


@given(pairs_of_verdicts)
def test_every_figure_lies_in_its_interval(pairs: list[tuple[str, str]]) -> None:
    seen = agreement(pairs)
    for name in ESTIMATES:
        one = getattr(seen, name)
        if one.value is not None:
            assert one.interval.low - 1e-9 <= one.value <= one.interval.high + 1e-9


@given(pairs_of_verdicts)
def test_what_is_not_spared_is_a_false_flag(pairs: list[tuple[str, str]]) -> None:
    seen = agreement(pairs)
    assert seen.spared.part + seen.false_flags.part == seen.spared.whole
    assert sum(count for row in seen.table.values() for count in row.values()) == len(pairs)


def test_nothing_compared_is_no_figure() -> None:
    seen = agreement([])
    assert {getattr(seen, name).value for name in ESTIMATES} == {None}


def test_pixel_rules_can_be_left_out() -> None:
    standard = load_standard("headshot")
    kept = {rule.id for rule in without_pixel_rules(standard).rules}
    assert {rule.id for rule in standard.rules} - kept == {"inter_eye_distance"}
    assert without_pixel_rules(standard).shot_types == standard.shot_types
