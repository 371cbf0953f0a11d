import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.evaluation.calibration import Scored, calibrations, score_bins
from tests.photos.evaluation.labelled_photos import SHADED, faceless, photo

scored_photos = st.lists(st.builds(Scored, st.integers(0, 100), st.booleans()))


@given(scored_photos)
def test_every_photo_is_in_the_bin_of_its_score(scored: list[Scored]) -> None:
    bins = score_bins(scored)
    assert sum(one.fine.whole for one in bins) == len(scored)
    for one in bins:
        assert one.low <= one.mean_score <= one.high
        assert 0 <= one.error <= 1
        inside = [photo for photo in scored if one.low <= photo.score <= one.high]
        assert len(inside) == one.fine.whole


def test_error_is_how_far_the_share_is_from_the_score() -> None:
    (only,) = score_bins([Scored(80, True), Scored(80, False)])
    assert only.error == pytest.approx(0.3)


def test_the_groups_are_held_against_their_own_columns() -> None:
    photos = [
        photo("a.jpg", "pass", lighting="even"),
        photo("b.jpg", "retake", SHADED, lighting="harsh"),
        faceless("c.jpg", "retake", lighting="na"),
    ]
    total, lighting = calibrations(photos, ["lighting"])
    assert (total.score, total.photos, total.without_score) == ("total", 3, 0)
    assert (lighting.score, lighting.photos) == ("lighting", 2)
    assert [one.fine.part for one in lighting.bins] == [0, 1]
    assert lighting.expected_error == pytest.approx(0, abs=0.2)


def test_a_group_without_a_score_is_counted() -> None:
    photos = [photo("a.jpg", "pass", sharp="ok"), faceless("b.jpg", "retake", sharp="soft")]
    _, sharpness = calibrations(photos, ["sharp"])
    assert (sharpness.photos, sharpness.without_score) == (1, 1)
