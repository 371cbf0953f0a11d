"""A table as the bytes of a file, made row by row: its length costs no memory."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import batched
from typing import IO

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from directory.entries import defused

type Cell = str | int | date | datetime | None

ROWS_AT_ONCE = 500
EXCEL_MARK = "\N{BYTE ORDER MARK}"  # by which Excel knows UTF-8
WIDEST, NARROWEST = 60, 10  # characters of a column


class Echo:
    """Something to write to that hands back what is written."""

    def write(self, text: str) -> str:
        """The same."""
        return text


def csv_chunks(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """CSV in UTF-8 with its mark; dates as 2026-05-31."""
    lines = csv.writer(Echo())
    yield (EXCEL_MARK + lines.writerow(titles)).encode()
    for some in batched(rows, ROWS_AT_ONCE):
        written = (lines.writerow([_in_text(cell) for cell in row]) for row in some)
        yield "".join(written).encode()


def xlsx_file(
    title: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int] = (),
) -> IO[bytes]:
    """A workbook of one sheet, its first line held in place; gone when it is closed.

    `widths` are those of the columns, in characters; else they follow the titles.
    """
    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    wide = widths or [min(max(len(name) + 4, NARROWEST), WIDEST) for name in titles]
    for place, width in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    heads = [WriteOnlyCell(sheet, value=name) for name in titles]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_in_sheet(cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _in_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return localtime(cell).date().isoformat()
        case date():
            return cell.isoformat()
        case str():
            return defused(cell)
    return str(cell)


def _in_sheet(cell: Cell) -> str | int | date | None:
    match cell:
        case datetime():
            return localtime(cell).date()
        case str():
            return defused(cell)
    return cell
