import pytest

from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_headroom_finds_the_top_of_the_hair(identity: str) -> None:
    one = base(identity)
    head = one.analysis.head
    assert head is not None
    assert head.hair_top is not None
    assert head.hair_top == pytest.approx(
        one.number("hair_top_px"), abs=0.03 * one.analysis.height
    )


@pytest.mark.parametrize("identity", PEOPLE)
def test_larger_head_leaves_less_room(identity: str) -> None:
    small, *_, large = series("face_frac", identity)
    assert large.value("headroom") < small.value("headroom")
