import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.evaluation.estimates import Interval, Share, mean_of_shares, wilson

parts_of_wholes = st.integers(1, 500).flatmap(
    lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole))
)


@given(parts_of_wholes)
def test_interval_holds_the_share_and_stays_a_share(share: Share) -> None:
    interval = wilson(share.part, share.whole)
    assert share.value is not None
    assert 0 <= interval.low <= share.value <= interval.high <= 1
    assert interval.low < interval.high


def test_interval_of_half_of_ten_is_the_textbook_one() -> None:
    interval = wilson(5, 10)
    assert (interval.low, interval.high) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_none_of_five_may_still_be_four_in_ten() -> None:
    assert wilson(0, 5).high == pytest.approx(0.4345, abs=1e-4)


@given(parts_of_wholes)
def test_more_photos_narrow_the_interval(share: Share) -> None:
    few, many = wilson(share.part, share.whole), wilson(4 * share.part, 4 * share.whole)
    assert many.high - many.low < few.high - few.low


@given(parts_of_wholes, parts_of_wholes)
def test_mean_lies_in_an_interval_narrower_than_either_share_needs(
    one: Share, other: Share
) -> None:
    mean = mean_of_shares(one, other)
    assert mean.value is not None
    assert mean.interval is not None
    assert 0 <= mean.interval.low <= mean.value <= mean.interval.high <= 1
    widths = [wilson(share.part, share.whole) for share in (one, other)]
    assert (
        mean.interval.high - mean.interval.low <= max(end.high - end.low for end in widths) + 1e-9
    )


def test_nothing_has_no_share_no_interval_and_no_mean() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    assert mean_of_shares(Share(0, 0), Share(1, 2)).value is None


def test_intervals_that_touch_overlap() -> None:
    assert Interval(0.0, 0.2).overlaps(Interval(0.2, 0.4))
    assert not Interval(0.0, 0.2).overlaps(Interval(0.3, 0.4))
