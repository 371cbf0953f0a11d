"""A sheet as a file: everybody's pictures cut anew and drawn on paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from desk.sheet.drawing import PictureOf, Sheet, draw
from desk.sheet.layout import in_one, paged
from desk.sheet.options import MODES, Options
from desk.sheet.papers import PdfPaper, PngPaper
from desk.sheet.tiles import Tile, legend_of
from photos.models import Photo
from photos.quality.limits import UnreadablePhoto
from photos.squares import square_of

MOST = 300  # people in one file: both crops of so many took 7 to 9 seconds, a PNG 19 MB


def title_of(options: Options) -> str:
    """Whose sheet it is."""
    if options.department:
        return options.department.name
    return _("The whole company") if options.reach.is_whole else _("All your departments")


def sheet_of(options: Options, tiles: Sequence[Tile]) -> Sheet:
    """What is drawn."""
    day = date_format(localdate(), "DATE_FORMAT")
    return Sheet(
        title=title_of(options),
        subtitle=f"{MODES[options.mode]}, {day}",
        tiles=tiles,
        legend=legend_of(list(tiles)),
        kinds=options.kinds,
        has_marks=options.has_marks,
        page_words=page_words,
    )


def page_words(page: int, pages: int) -> str:
    """Which page of how many."""
    return _("Page %(page)d of %(pages)d") % {"page": page, "pages": pages}


def squares(tiles: Sequence[Tile]) -> PictureOf:
    """Where the pictures come from; one that is gone is None."""
    ids = [tile.photo_id for tile in tiles if tile.photo_id]
    photos = Photo.objects.select_related("publication").in_bulk(ids)

    def picture_of(photo_id: int, kind: str) -> bytes | None:
        try:
            return square_of(photos[photo_id], kind)
        except (KeyError, FileNotFoundError, UnreadablePhoto):
            return None

    return picture_of


def as_pdf(options: Options, tiles: Sequence[Tile]) -> bytes:
    """A4 pages with real text."""
    sheet, layout = sheet_of(options, tiles), paged(len(tiles), len(options.kinds))
    paper = PdfPaper(layout.height, sheet.title)
    draw(sheet, layout, paper, squares(tiles))
    return paper.finished()


def as_png(options: Options, tiles: Sequence[Tile]) -> bytes:
    """One long picture."""
    sheet, layout = sheet_of(options, tiles), in_one(len(tiles), len(options.kinds))
    paper = PngPaper(layout.height)
    draw(sheet, layout, paper, squares(tiles))
    return paper.finished()
