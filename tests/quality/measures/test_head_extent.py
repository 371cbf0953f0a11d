import pytest

from tests.quality.sweeps import PEOPLE, renders


@pytest.mark.parametrize("identity", PEOPLE)
def test_it_follows_the_size_of_the_head_with_its_hair(identity: str) -> None:
    sizes = [one for one in renders() if one.series == "face_frac" and one.identity == identity]
    seen = [(one.number("face_frac"), one.value("head_extent")) for one in sizes]
    values = [value for _, value in sorted(seen)]
    assert values == sorted(values)
