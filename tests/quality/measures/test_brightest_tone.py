import pytest

from tests.quality.sweeps import PEOPLE, base, is_monotone, series


@pytest.mark.parametrize("identity", PEOPLE)
def test_darker_files_read_lower(identity: str) -> None:
    darkest, darker, *_ = (one.value("brightest_tone") for one in series("exposure", identity))
    assert is_monotone([darkest, darker, base(identity).value("brightest_tone")])


def test_the_reading_does_not_follow_the_skin() -> None:
    seen = [base(identity).value("brightest_tone") for identity in PEOPLE]
    assert max(seen) - min(seen) < 40
    assert min(seen) > 140
