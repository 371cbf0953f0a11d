import numpy as np

from photos.quality.geometry import Box
from photos.quality.surround import bar, find_surround


def test_bars_that_leave_nothing_between_them_are_none() -> None:
    assert bar(np.zeros((160, 0), np.uint8)) == 0
    pixels = np.full((200, 160, 3), 250, np.uint8)
    pixels[100:] = 10
    assert find_surround(pixels).usable == Box(0, 0, 160, 200)
