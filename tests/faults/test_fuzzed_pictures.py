"""Thousands of files with a few wrong bytes: each is opened or refused in words."""

from collections import Counter

import pytest

from photos.quality import apart
from photos.quality.limits import PASSING, UnreadablePhoto
from tests.photos.bad_pictures import flipped
from tests.quality.pictures import encoded, portrait

FILES = 2_000  # of each seed


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_wrong_bytes_stop_the_opening_of_pictures(seed: int) -> None:
    good = encoded(portrait(240, 300))
    analysis = apart.analyse(good)
    answers: Counter[str] = Counter()
    stumbles = []
    for file in flipped(seed, FILES):
        try:
            apart.analyse(apart.make_master(file.data).data)
            answers["taken"] += 1
        except UnreadablePhoto as refusal:
            answers[refusal.code] += 1
            if refusal.code in PASSING or len(refusal.message) < 15:
                stumbles.append(f"{file.name}: {refusal.code}")
    print(f"seed {seed}: {dict(answers)}")
    assert stumbles == []
    assert {"taken", "damaged"} <= set(answers)
    assert apart.analyse(good) == analysis
