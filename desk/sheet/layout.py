"""Where everything stands on paper: pure, in millimetres from the page's top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4
MARGIN = 14.0
HEAD = 22.0  # title and legend
GAP = 6.0
WORDS = 12.0  # two lines and a mark below a picture
ACROSS = {1: 5, 2: 3}  # people in a row, by pictures of each
PAIR_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place: the top left corner of the first picture, and a picture's side."""

    page: int
    x: float
    y: float
    side: float
    pictures: int

    @property
    def width(self) -> float:
        """Of all pictures together."""
        return self.pictures * self.side + (self.pictures - 1) * PAIR_GAP

    def picture_x(self, number: int) -> float:
        """The left edge of a picture, counted from 0."""
        return self.x + number * (self.side + PAIR_GAP)


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages of one height with everybody's place, in order."""

    pages: int
    height: float
    places: tuple[Place, ...]


def paged(people: int, pictures: int) -> Layout:
    """On as many A4 pages as it takes, at least one."""
    rows = max(1, int((PAGE_HEIGHT - 2 * MARGIN - HEAD + GAP) // row_height(pictures)))
    places = tuple(places_of(people, pictures, rows))
    return Layout(places[-1].page + 1 if places else 1, PAGE_HEIGHT, places)


def in_one(people: int, pictures: int) -> Layout:
    """On one page as long as it takes."""
    rows = max(1, -(-people // ACROSS[pictures]))
    height = 2 * MARGIN + HEAD + rows * row_height(pictures)
    return Layout(1, height, tuple(places_of(people, pictures, rows)))


def side_of(pictures: int) -> float:
    """A picture's side, so that a row fills the width."""
    across = ACROSS[pictures]
    room = PAGE_WIDTH - 2 * MARGIN - (across - 1) * GAP - across * (pictures - 1) * PAIR_GAP
    return room / (across * pictures)


def row_height(pictures: int) -> float:
    """A row with its words and the gap below."""
    return side_of(pictures) + WORDS + GAP


def places_of(people: int, pictures: int, rows: int) -> Iterator[Place]:
    """Row by row, page by page."""
    across, side = ACROSS[pictures], side_of(pictures)
    step = side * pictures + PAIR_GAP * (pictures - 1) + GAP
    for number in range(people):
        row, column = divmod(number, across)
        page, row = divmod(row, rows)
        y = MARGIN + HEAD + row * row_height(pictures)
        yield Place(page, MARGIN + column * step, y, side, pictures)
