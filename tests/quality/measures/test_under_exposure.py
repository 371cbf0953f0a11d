import pytest

from tests.quality.sweeps import PEOPLE, base, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_no_skin_counts_as_drowned_at_proper_exposure(identity: str) -> None:
    assert base(identity).value("under_exposure") < 0.05


@pytest.mark.parametrize("identity", PEOPLE)
def test_darker_pictures_never_read_less(identity: str) -> None:
    seen = [one.value("under_exposure") for one in series("exposure", identity)]
    assert seen == sorted(seen, reverse=True)
