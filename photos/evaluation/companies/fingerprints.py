"""Fingerprints by chance, and the numbers they are filed under."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photos.quality.fingerprint import BAND_WIDTH, BANDED_BITS, BANDS, BITS, WINDOWS


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The digits, and photos.quality.fingerprint.index_keys of them."""

    digits: str
    keys: tuple[int, ...]


def draw_fingerprints(random: np.random.Generator, count: int) -> list[Fingerprint]:
    """So many pictures', all together: one by one takes ten times as long."""
    bits = random.integers(2, size=(count, len(WINDOWS), BITS), dtype=np.uint8)
    digits = np.packbits(bits, axis=2).reshape(count, -1)
    # (count, windows, places in a band, bands)
    banded = bits[:, :, :BANDED_BITS].reshape(count, len(WINDOWS), BAND_WIDTH, BANDS)
    weights = 1 << np.arange(BAND_WIDTH - 1, -1, -1)
    filed = np.einsum("cwpb,p->cwb", banded.astype(np.int64), weights)
    keys = (filed + (np.arange(BANDS) << BAND_WIDTH)).reshape(count, -1)
    return [
        Fingerprint(row.tobytes().hex(), tuple(set(numbers)))
        for row, numbers in zip(digits, keys.tolist(), strict=True)
    ]
