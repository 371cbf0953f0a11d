"""Whether two files hold the same picture: a perceptual hash, nothing about faces.

A fingerprint is three hashes of 256 bits as hexadecimal digits: of the whole picture, and of
what is left of it without 1.5 % and 3 % at each edge, so that a picture and its crop have one
hash nearly in common. A hash says of the 256 lowest frequencies of the grey picture, shrunk
to 32 x 32 (discrete cosine transform, type II), whether each is there with a plus sign.

Measured, fewest bits that differ between any two of the hashes, on the 24 pictures of the demo
team, 198 renders of 6 virtual people (half a dozen backdrops, the same frame and clothes), and
185 photos of real staff from two public directories:

    the same picture (407 of each kind, most bits)   other people (fewest bits)
    JPEG quality 30                  6               demo team, 276 pairs         45
    long edge of 200 px              3               renders, 16,332 pairs        35
    3 % off at each edge             3               real staff, 17,020 pairs     79
    0.75 to 2.25 % off              21
    half a stop up or down          20
    all of these at once            21

Smaller or simpler hashes do not tell these apart: with 64 bits changed copies differ by up to
8 and other people by as little as 4; with a difference hash of 256 bits by 77 and 14. Without
the two inner windows, a crop of 3 % differs by up to 74.

Not found: a mirrored or turned copy, another crop (of those with 3 % off one side alone two
in five are), a copy with a frame drawn around it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

BITS = 256  # of one hash
HEX_DIGITS = BITS // 4
SIDE = 32  # px of the shrunken picture
WINDOWS = (0.0, 0.015, 0.03)  # taken off at each edge, of the side
LENGTH = HEX_DIGITS * len(WINDOWS)  # characters of a fingerprint
# An amplitude of an eighth of a grey level. What is weaker is a JPEG's rounding: without this,
# symmetric drawings (placeholders are) have as many random bits as they have odd frequencies.
LEAST_COEFFICIENT = 2.0
MOST_DIFFERENT = 28  # bits, midway between 21 and 35: see the table above

# Looking up: some bits are cut into bands, and alike pictures differ in at most one bit of at
# least one band. By the pigeonhole principle none is missed that differs in up to 7 of these 96
# bits, and each kind of change in the table alone stays within that.
BANDED_BITS = 96
BANDS = 4
BAND_WIDTH = BANDED_BITS // BANDS
MOST_NAMED = 50  # pictures named beside one; a placeholder may be there a thousand times


def lowest_frequencies() -> NDArray[np.intp]:
    """Where (2, 256) the lowest frequencies but the mean stand in the transform, lowest first."""
    places = ((row, column) for row in range(SIDE) for column in range(SIDE))
    ordered = sorted(places, key=lambda place: (sum(place), place))
    return np.array(ordered[1 : BITS + 1]).T


FREQUENCIES = lowest_frequencies()


def fingerprint_of(pixels: NDArray[np.uint8]) -> str:
    """The fingerprint of sRGB pixels (h, w, 3), each side at least 32 px; 192 digits.

    Empty for a picture of one tone, where there is nothing to compare.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)
    hashes = [hash_of(without_edges(grey, share)) for share in WINDOWS]
    # So few bits are as near to an empty picture's as copies are to each other.
    if hashes[0].sum() <= MOST_DIFFERENT:
        return ""
    return "".join(np.packbits(bits).tobytes().hex() for bits in hashes)


def without_edges(grey: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """The picture (h, w) without `share` (0 to 0.5) of its height and width at each edge."""
    height, width = grey.shape
    down, across = round(height * share), round(width * share)
    return grey[down : height - down, across : width - across]


def hash_of(grey: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The hash (256,) of a grey picture (h, w), 0-255; low frequencies first."""
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    rows, columns = FREQUENCIES
    return np.asarray(cv2.dct(small)[rows, columns] > LEAST_COEFFICIENT)


def is_same_picture(one: str, other: str) -> bool:
    """Whether two fingerprints are those of one picture; an empty one is like no other."""
    return bits_apart(one, other) <= MOST_DIFFERENT


def bits_apart(one: str, other: str) -> int:
    """The fewest bits, 0 to 256, in which a hash of one differs from a hash of the other."""
    pairs = ((ours, theirs) for ours in _hashes(one) for theirs in _hashes(other))
    return min(((ours ^ theirs).bit_count() for ours, theirs in pairs), default=BITS)


def index_keys(fingerprint: str) -> frozenset[int]:
    """The numbers (at most 12, of 26 bits) under which a fingerprint is filed."""
    return frozenset(
        band << BAND_WIDTH | int(f"{one:0{BITS}b}"[band:BANDED_BITS:BANDS], 2)
        for one in _hashes(fingerprint)
        for band in range(BANDS)
    )


def search_keys(fingerprint: str) -> frozenset[int]:
    """The numbers (at most 300) under which alike pictures are filed; others may be as well."""
    filed = index_keys(fingerprint)
    return filed | {key ^ 1 << bit for key in filed for bit in range(BAND_WIDTH)}


def same_pictures(fingerprints: Sequence[str]) -> list[tuple[int, ...]]:
    """For each fingerprint the places of the others of the same picture, at most 50 of them."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(fingerprints):
        for key in index_keys(one):
            places[key].append(place)
    return [
        tuple(sorted(islice(_others(place, fingerprints, places), MOST_NAMED)))
        for place in range(len(fingerprints))
    ]


def _others(
    place: int, fingerprints: Sequence[str], places: dict[int, list[int]]
) -> Iterator[int]:
    seen = {place}
    for key in sorted(search_keys(fingerprints[place]) & places.keys()):
        for other in places[key]:
            if other not in seen:
                seen.add(other)
                if is_same_picture(fingerprints[place], fingerprints[other]):
                    yield other


def _hashes(fingerprint: str) -> list[int]:
    starts = range(0, len(fingerprint), HEX_DIGITS)
    return [int(fingerprint[start : start + HEX_DIGITS], 16) for start in starts]
