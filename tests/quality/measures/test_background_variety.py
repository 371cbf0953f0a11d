import pytest

from tests.quality.sweeps import EVERYBODY, backgrounds


@pytest.mark.parametrize("identity", EVERYBODY)
@pytest.mark.parametrize("measure", ["background_variety", "close_background_variety"])
def test_walls_have_one_colour_and_rooms_have_many(identity: str, measure: str) -> None:
    seen = {name: one.value(measure) for name, one in backgrounds(identity).items()}
    walls = max(seen[name] for name in ("white", "dark", "blue"))
    (sharp,) = (seen[name] for name in seen if name in {"bookshelf", "office", "brick", "foliage"})
    assert walls < seen["gradient"] <= 5
    assert walls < 1.2 < sharp
