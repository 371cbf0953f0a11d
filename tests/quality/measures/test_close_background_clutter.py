import pytest

from tests.quality.sweeps import PEOPLE, backgrounds


@pytest.mark.parametrize("identity", PEOPLE)
def test_plain_reads_less_than_blurred_and_blurred_less_than_sharp(identity: str) -> None:
    seen = {
        name: one.value("close_background_clutter") for name, one in backgrounds(identity).items()
    }
    plain = max(seen[name] for name in ("white", "dark", "blue"))
    (sharp,) = (seen[name] for name in seen if name in {"bookshelf", "office", "brick", "foliage"})
    assert plain < seen["foliage_blur"] < sharp
