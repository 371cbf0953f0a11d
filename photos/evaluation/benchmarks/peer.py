"""What one would write first: face_recognition on the picture as it is."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from photos.evaluation.benchmarks.fresh import in_a_fresh_process
from photos.evaluation.benchmarks.stopwatch import Cost, Stopwatch
from photos.quality.second_opinion import face_recognition

FIRST_PICTURE = (64, 64, 3)  # px, on which the library loads its detector
SEARCH = "face_locations"


def search_cost(data: bytes) -> Cost:
    """What finding faces on all pixels of `data` costs, decoded beforehand, in a process of
    its own: it takes a gigabyte."""
    return in_a_fresh_process(search, data)


def search(data: bytes) -> Cost:
    """The same in this process."""
    library, watch = face_recognition(), Stopwatch()
    library.face_locations(np.zeros(FIRST_PICTURE, np.uint8))
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    with watch.timing(SEARCH):
        library.face_locations(pixels)
    return watch.costs[SEARCH][0]
