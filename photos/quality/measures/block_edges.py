from typing import Any

import numpy as np
from numpy.typing import NDArray

from photos.quality.measures.measure import NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

SMALLEST, LARGEST = 2, 12  # px: blocks larger than that leave no face
FEWEST_BLOCKS = 6  # across the face
FLAT = 0.25  # grey levels: keeps a featureless patch from dividing by nothing


def block_edges(subject: Subject) -> float | NotAssessed:
    """Whether the picture is made of little squares: enlarged by repeating pixels, or compressed.

    How much steeper grey steps are on a grid of 2 to 12 px than off it, for the grid that
    shows most; the lesser of columns and rows. Photographs read 1.0 to 1.5, a mild JPEG
    grid up to 2, repeated pixels 3 and more.
    """
    grey = subject.face_grey
    if min(grey.shape) < SMALLEST * FEWEST_BLOCKS:
        return NotAssessed(NO_PIXELS)
    across = np.abs(np.diff(grey, axis=1)).mean(0)
    down = np.abs(np.diff(grey, axis=0)).mean(1)
    sizes = range(SMALLEST, min(LARGEST, min(grey.shape) // FEWEST_BLOCKS) + 1)
    return max(min(on_grid(across, size), on_grid(down, size)) for size in sizes)


def on_grid(steps: NDArray[np.floating[Any]], size: int) -> float:
    """The mean step (of n steps) on the best grid of `size` px over the mean off it."""
    grids = [steps[start::size].mean() for start in range(size)]
    best = int(np.argmax(grids))
    off = np.delete(steps, np.s_[best::size]).mean()
    return float(grids[best] / (off + FLAT))


MEASURE = Measure("block_edges", "", block_edges)
