"""The same picture is told again after what usually happens to it; other people's are not."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photos.quality.face_patch import LINEAR
from photos.quality.fingerprint import (
    BANDED_BITS,
    BITS,
    HEX_DIGITS,
    LENGTH,
    MOST_DIFFERENT,
    MOST_NAMED,
    WINDOWS,
    bits_apart,
    fingerprint_of,
    index_keys,
    is_same_picture,
    same_pictures,
    search_keys,
)
from photos.quality.picture import read_picture
from tests.quality.pictures import DEMO_TEAM, encoded
from tests.quality.sweeps import renders

Pixels = NDArray[np.uint8]
TEAM = sorted(path.name for path in DEMO_TEAM.glob("*.jpg"))
ALWAYS_FOUND = 7  # bits of the first 96
HALF_A_STOP = 2**0.5
HASHES = st.integers(0, 2**BITS - 1)


@cache
def pixels_of(name: str) -> Pixels:
    return read_picture((DEMO_TEAM / name).read_bytes()).pixels


@cache
def demo_fingerprint(name: str) -> str:
    return fingerprint_of(pixels_of(name))


def opened_again(picture: Image.Image, quality: int = 90) -> Pixels:
    return read_picture(encoded(picture, quality=quality)).pixels


def compressed(pixels: Pixels) -> Pixels:
    return opened_again(Image.fromarray(pixels), quality=30)


def small(pixels: Pixels) -> Pixels:
    picture = Image.fromarray(pixels)
    picture.thumbnail((200, 200))
    return opened_again(picture)


def cropped(share: float, pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    down, across = round(share * height), round(share * width)
    return opened_again(Image.fromarray(pixels[down : height - down, across : width - across]))


def exposed(times: float, pixels: Pixels) -> Pixels:
    codes = np.searchsorted(LINEAR, np.clip(LINEAR[pixels] * times, 0, 1))
    return opened_again(Image.fromarray(np.clip(codes, 0, 255).astype(np.uint8)))


def all_at_once(pixels: Pixels) -> Pixels:
    return compressed(small(exposed(1 / HALF_A_STOP, cropped(0.03, pixels))))


CHANGES = {
    "JPEG quality 30": compressed,
    "200 px": small,
    "3 % off each edge": lambda pixels: cropped(0.03, pixels),
    "2.25 % off each edge": lambda pixels: cropped(0.0225, pixels),
    "half a stop brighter": lambda pixels: exposed(HALF_A_STOP, pixels),
    "half a stop darker": lambda pixels: exposed(1 / HALF_A_STOP, pixels),
    "all at once": all_at_once,
}


def placeholder(ground: int, figure: int, head: float) -> Pixels:
    """A drawn head (radius as a share of the width) and shoulders, the same left and right."""
    picture = Image.new("RGB", (400, 500), (ground,) * 3)
    draw = ImageDraw.Draw(picture)
    radius = head * 400
    draw.ellipse((200 - radius, 190 - radius, 200 + radius, 190 + radius), fill=(figure,) * 3)
    draw.ellipse((60, 340, 340, 660), fill=(figure,) * 3)
    return np.asarray(picture)


def with_bits_turned(fingerprint: str, places: set[int]) -> str:
    """A fingerprint in which these bits (0 is the first) of every hash are the other way."""
    mask = sum(1 << (BITS - 1 - place) for place in places)
    hashes = (fingerprint[at : at + HEX_DIGITS] for at in range(0, LENGTH, HEX_DIGITS))
    return "".join(f"{int(one, 16) ^ mask:0{HEX_DIGITS}x}" for one in hashes)


@pytest.mark.parametrize("name", TEAM)
@pytest.mark.parametrize("change", CHANGES)
def test_changed_copy_is_the_same_picture_and_is_looked_up(name: str, change: str) -> None:
    copy = fingerprint_of(CHANGES[change](pixels_of(name)))
    assert bits_apart(demo_fingerprint(name), copy) <= MOST_DIFFERENT
    assert search_keys(copy) & index_keys(demo_fingerprint(name))
    assert search_keys(demo_fingerprint(name)) & index_keys(copy)


def test_no_two_of_the_demo_team_are_the_same_picture() -> None:
    pairs = combinations(map(demo_fingerprint, TEAM), 2)
    assert min(bits_apart(*pair) for pair in pairs) >= MOST_DIFFERENT + 10


def test_other_people_in_the_same_place_and_frame_are_not_the_same_picture() -> None:
    seen = [(one.identity, fingerprint_of(read_picture(one.data).pixels)) for one in renders()]
    assert all(fingerprint for _, fingerprint in seen)
    assert not any(
        is_same_picture(ours, theirs)
        for (us, ours), (them, theirs) in combinations(seen, 2)
        if us != them
    )


@pytest.mark.parametrize("change", ["JPEG quality 30", "200 px", "3 % off each edge"])
def test_a_symmetric_placeholder_is_told_again(change: str) -> None:
    drawn = placeholder(225, 170, 0.2)
    assert is_same_picture(fingerprint_of(drawn), fingerprint_of(CHANGES[change](drawn)))


def test_a_placeholder_and_its_negative_differ() -> None:
    drawn, negative = placeholder(225, 170, 0.2), placeholder(170, 225, 0.2)
    assert not is_same_picture(fingerprint_of(drawn), fingerprint_of(negative))


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_an_empty_picture_is_like_no_other(tone: int) -> None:
    empty = fingerprint_of(compressed(np.full((500, 400, 3), tone, np.uint8)))
    assert empty == ""
    assert not is_same_picture(empty, empty)
    assert not index_keys(empty)
    assert not search_keys(empty)


def test_a_fingerprint_is_as_long_as_its_column() -> None:
    assert len(demo_fingerprint(TEAM[0])) == LENGTH == HEX_DIGITS * len(WINDOWS)
    assert demo_fingerprint(TEAM[0]) == fingerprint_of(pixels_of(TEAM[0]))


@given(
    st.lists(HASHES, min_size=len(WINDOWS), max_size=len(WINDOWS)),
    st.sets(st.integers(0, BANDED_BITS - 1), max_size=ALWAYS_FOUND),
)
def test_whatever_differs_in_few_of_the_banded_bits_is_looked_up(
    hashes: list[int], turned: set[int]
) -> None:
    one = "".join(f"{each:0{HEX_DIGITS}x}" for each in hashes)
    other = with_bits_turned(one, turned)
    assert bits_apart(one, other) <= len(turned)
    assert search_keys(one) & index_keys(other)


@given(st.sets(st.integers(0, BITS - 1), max_size=2 * MOST_DIFFERENT))
def test_the_limit_is_the_limit_both_ways(turned: set[int]) -> None:
    one = f"{int(demo_fingerprint(TEAM[0])[:HEX_DIGITS], 16):0{HEX_DIGITS}x}" * len(WINDOWS)
    other = with_bits_turned(one, turned)
    assert is_same_picture(one, other) == is_same_picture(other, one)
    assert is_same_picture(one, other) == (len(turned) <= MOST_DIFFERENT)


def test_numbers_fit_the_column() -> None:
    numbers = {key for name in TEAM for key in search_keys(demo_fingerprint(name))}
    assert 0 <= min(numbers) <= max(numbers) < 2**31


def test_files_of_one_picture_name_each_other() -> None:
    first, second = (demo_fingerprint(name) for name in TEAM[:2])
    copy = fingerprint_of(compressed(pixels_of(TEAM[0])))
    assert same_pictures([first, second, copy, "", ""]) == [(2,), (), (0,), (), ()]


def test_a_picture_that_is_everywhere_names_some_of_them() -> None:
    everywhere = same_pictures([demo_fingerprint(TEAM[0])] * (2 * MOST_NAMED))
    assert {len(others) for others in everywhere} == {MOST_NAMED}
    assert all(place not in others for place, others in enumerate(everywhere))


def test_another_file_of_the_same_pixels_has_the_same_fingerprint() -> None:
    stored = encoded(Image.fromarray(pixels_of(TEAM[0])), "PNG")
    assert fingerprint_of(read_picture(stored).pixels) == demo_fingerprint(TEAM[0])
