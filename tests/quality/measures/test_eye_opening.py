from collections.abc import Callable

import pytest

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_open_eyes_are_more_open_than_closed_ones(
    identity: str, demo_photo: Callable[[str], bytes]
) -> None:
    closed = analyse(demo_photo("e1024")).measurement("eye_opening").value
    assert closed is not None
    assert base(identity).value("eye_opening") > closed
