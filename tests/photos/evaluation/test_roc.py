import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.evaluation.roc import area_under_roc, equal_error_rate, hanley_mcneil_variance

numbers = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=40)


def area(bad: list[float], good: list[float]) -> float:
    """The area alone."""
    value = area_under_roc(bad, good).value
    assert value is not None
    return value


def test_separated_kinds_have_an_area_of_one_and_no_error() -> None:
    assert area([3.0, 4.0], [1.0, 2.0]) == 1
    assert equal_error_rate([3.0, 4.0], [1.0, 2.0]) == 0


def test_the_wrong_way_round_is_an_area_of_nought_and_all_error() -> None:
    assert area([1.0, 2.0], [3.0, 4.0]) == 0
    assert equal_error_rate([1.0, 2.0], [3.0, 4.0]) == 1


@given(numbers)
def test_alike_kinds_are_chance(values: list[float]) -> None:
    assert area(values, values) == pytest.approx(0.5)
    assert equal_error_rate(values, values) == pytest.approx(0.5)


def test_a_tie_counts_half() -> None:
    assert area([1.0, 2.0], [1.0, 0.0]) == pytest.approx((0.5 + 1 + 1 + 1) / 4)


@given(numbers, numbers)
def test_only_order_matters(bad: list[float], good: list[float]) -> None:
    stretched = [np.exp(np.array(values) / 10).tolist() for values in (bad, good)]
    assert area(*stretched) == area(bad, good)
    assert equal_error_rate(*stretched) == equal_error_rate(bad, good)


@given(numbers, numbers)
def test_turning_the_scale_turns_the_area(bad: list[float], good: list[float]) -> None:
    turned = area([-value for value in bad], [-value for value in good])
    assert turned == pytest.approx(1 - area(bad, good))


@given(numbers, numbers)
def test_interval_holds_the_area(bad: list[float], good: list[float]) -> None:
    seen = area_under_roc(bad, good)
    assert seen.value is not None
    assert seen.interval is not None
    assert 0 <= seen.interval.low <= seen.value <= seen.interval.high <= 1
    assert seen.interval.low < seen.interval.high


def test_a_perfect_area_of_few_photos_is_not_certain() -> None:
    few, many = area_under_roc([2.0] * 3, [1.0] * 50), area_under_roc([2.0] * 60, [1.0] * 50)
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval.low < 0.7 < many.interval.low < 1


def test_variance_is_that_of_the_formula_by_hand() -> None:
    two_bad, two_good = 0.8 / 1.2, 2 * 0.64 / 1.8
    by_hand = (0.16 + 9 * (two_bad - 0.64) + 19 * (two_good - 0.64)) / 200
    assert hanley_mcneil_variance(0.8, 10, 20) == pytest.approx(by_hand)


def test_one_kind_alone_has_neither() -> None:
    assert area_under_roc([], [1.0]).value is None
    assert equal_error_rate([1.0], []) is None


def test_equal_error_is_where_both_shares_meet() -> None:
    bad, good = [1.0, 3.0, 4.0, 5.0], [0.0, 1.0, 2.0, 4.0]
    assert equal_error_rate(bad, good) == pytest.approx(0.25)
