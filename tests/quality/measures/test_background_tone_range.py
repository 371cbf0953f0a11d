import pytest

from tests.quality.sweeps import EVERYBODY, backgrounds


@pytest.mark.parametrize("identity", EVERYBODY)
@pytest.mark.parametrize("measure", ["background_tone_range", "close_background_tone_range"])
def test_walls_keep_to_a_tone_and_rooms_do_not(identity: str, measure: str) -> None:
    seen = {name: one.value(measure) for name, one in backgrounds(identity).items()}
    walls = max(seen[name] for name in ("white", "dark", "blue"))
    (sharp,) = (seen[name] for name in seen if name in {"bookshelf", "office", "brick", "foliage"})
    assert walls < 3 < sharp
