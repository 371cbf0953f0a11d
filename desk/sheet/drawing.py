"""Drawing a sheet on paper of any kind: one way for PDF and PNG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.sheet.layout import MARGIN, PAGE_WIDTH, Layout, Place
from desk.sheet.marks import Mark
from desk.sheet.tiles import MarkCount, Tile

type Colour = tuple[int, int, int]
type PictureOf = Callable[[int, str], bytes | None]

INK: Colour = (28, 28, 32)
QUIET: Colour = (105, 105, 115)
GROUND: Colour = (232, 232, 236)
TITLE_SIZE, SMALL_SIZE, NAME_SIZE = 5.6, 2.7, 3.0  # mm
LINE = 3.8
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class Paper(Protocol):
    """What can be drawn on; all lengths in mm from the top left corner of the page."""

    def text(self, x: float, y: float, words: str, size: float, colour: Colour) -> None:
        """A line of text whose letters stand on `y`."""

    def width_of(self, words: str, size: float) -> float:
        """How long that line would be."""

    def picture(self, x: float, y: float, side: float, jpeg: bytes) -> None:
        """A square picture."""

    def ground(self, x: float, y: float, side: float, colour: Colour) -> None:
        """A plain square."""

    def next_page(self) -> None:
        """End this page and begin another."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be drawn: `kinds` are the pictures of each person; `page_words` names a page
    by its number and their count."""

    title: str
    subtitle: str
    tiles: Sequence[Tile]
    legend: Sequence[MarkCount]
    kinds: Sequence[str]
    has_marks: bool
    page_words: Callable[[int, int], str]


def draw(sheet: Sheet, layout: Layout, paper: Paper, picture_of: PictureOf) -> None:
    """Everything, page by page. `picture_of` gives a photo's JPEG, None where it is gone."""
    page = 0
    draw_head(sheet, layout, paper, page)
    for tile, place in zip(sheet.tiles, layout.places, strict=True):
        if place.page > page:
            paper.next_page()
            page = place.page
            draw_head(sheet, layout, paper, page)
        draw_pictures(sheet, tile, place, paper, picture_of)
        draw_words(sheet, tile, place, paper)


def draw_head(sheet: Sheet, layout: Layout, paper: Paper, page: int) -> None:
    """Title, what it shows, the legend, and which page it is."""
    width = PAGE_WIDTH - 2 * MARGIN
    told = sheet.page_words(page + 1, layout.pages)
    paper.text(
        MARGIN, MARGIN + 5, shortened(paper, sheet.title, TITLE_SIZE, width), TITLE_SIZE, INK
    )
    paper.text(MARGIN, MARGIN + 10, sheet.subtitle, SMALL_SIZE, QUIET)
    right = PAGE_WIDTH - MARGIN - paper.width_of(told, SMALL_SIZE)
    paper.text(right, MARGIN + 10, told, SMALL_SIZE, QUIET)
    if sheet.has_marks:
        draw_legend(sheet, paper)


def draw_legend(sheet: Sheet, paper: Paper) -> None:
    """The marks in words with their counts, in as many lines as it takes."""
    x, y = MARGIN, MARGIN + 15
    for one in sheet.legend:
        words = f"{one.mark.sign} {one.mark.words}: {one.count}"
        width = paper.width_of(words, SMALL_SIZE)
        if x + width > PAGE_WIDTH - MARGIN:
            x, y = MARGIN, y + LINE
        paper.text(x, y, words, SMALL_SIZE, one.mark.rgb)
        x += width + 4


def draw_pictures(
    sheet: Sheet, tile: Tile, place: Place, paper: Paper, picture_of: PictureOf
) -> None:
    """The person's pictures, or the initials."""
    for number, kind in enumerate(sheet.kinds):
        x = place.picture_x(number)
        jpeg = picture_of(tile.photo_id, kind) if tile.photo_id else None
        if jpeg:
            paper.picture(x, place.y, place.side, jpeg)
            continue
        paper.ground(x, place.y, place.side, GROUND)
        size = place.side / 4
        middle = x + (place.side - paper.width_of(tile.initials, size)) / 2
        paper.text(middle, place.y + place.side / 2 + size / 3, tile.initials, size, QUIET)


def draw_words(sheet: Sheet, tile: Tile, place: Place, paper: Paper) -> None:
    """Name, job title and mark below."""
    y = place.y + place.side + LINE
    name = shortened(paper, tile.name, NAME_SIZE, place.width)
    title = shortened(paper, tile.job_title, SMALL_SIZE, place.width)
    paper.text(place.x, y, name, NAME_SIZE, INK)
    paper.text(place.x, y + LINE, title, SMALL_SIZE, QUIET)
    if sheet.has_marks:
        words = shortened(paper, mark_words(tile.mark), SMALL_SIZE, place.width)
        paper.text(place.x, y + 2 * LINE, words, SMALL_SIZE, tile.mark.rgb)


def mark_words(mark: Mark) -> str:
    """A mark as one line."""
    return f"{mark.sign} {mark.words}"


def shortened(paper: Paper, words: str, size: float, width: float) -> str:
    """As much of a line as there is room for, with an ellipsis for what is left out."""
    if paper.width_of(words, size) <= width:
        return words
    kept = words
    while kept and paper.width_of(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS
