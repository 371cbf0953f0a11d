import pytest

from tests.quality.sweeps import EVERYBODY, backgrounds

IN_FOCUS = {"bookshelf", "office", "brick", "foliage"}


@pytest.mark.parametrize("identity", EVERYBODY)
@pytest.mark.parametrize("measure", ["background_edges", "close_background_edges"])
def test_only_things_in_focus_have_sharp_edges(identity: str, measure: str) -> None:
    seen = {name: one.value(measure) for name, one in backgrounds(identity).items()}
    (sharp,) = (seen[name] for name in seen if name in IN_FOCUS)
    assert max(seen[name] for name in seen if name not in IN_FOCUS) < 0.01
    assert sharp > 0.02
