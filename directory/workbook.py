"""The bytes of an Excel workbook (XLSX) to the lines of a staff list: its first sheet's values."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from directory.entries import Column, column_of

MOST_UNPACKED_BYTES = 150_000_000  # a list of 200,000 lines unpacks to less
MOST_COLUMNS = 100
MOST_EMPTY_ROWS = 1_000  # in a row: sheets often end in a million formatted ones
MARK = b"PK\x03\x04"
NEEDED_PART = "xl/workbook.xml"
BROKEN = "This workbook cannot be read: open it in Excel and save it anew as XLSX."


class UnreadableWorkbook(Exception):
    """The file is no workbook that can be read; the text says why, for people."""


@dataclass(frozen=True)
class SheetRow:
    """A row's cells as text; `number` is the one Excel shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class FirstSheet:
    """What is read of a workbook, and what whoever sent it should know."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...]


def first_sheet(content: bytes, most_rows: int) -> FirstSheet:
    """Read at most so many rows, and one more to tell. Raises UnreadableWorkbook."""
    _check_size(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file claims of its size may be wrong
        read = list(islice(_rows(sheet), most_rows + 1))
    # Whatever a broken file makes the reader stumble over.
    except Exception as error:
        raise UnreadableWorkbook(BROKEN) from error
    rows = tuple(SheetRow(number, tuple(map(_text, cells))) for number, cells in read)
    return FirstSheet(rows, (*_other_sheets(book), *_numbers_as_ids(read)))


def _check_size(content: bytes) -> None:
    """Before anything is unpacked. Raises UnreadableWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableWorkbook(BROKEN) from error
    if NEEDED_PART not in names:
        raise UnreadableWorkbook("This is an archive, not a list: save the list as XLSX or CSV.")
    if unpacked > MOST_UNPACKED_BYTES:
        raise UnreadableWorkbook("This workbook is too large unpacked: save the list as CSV.")


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every row with anything in it."""
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        empty = 0 if any(cell.value not in (None, "") for cell in cells) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        if not empty:
            last = max(place for place, cell in enumerate(cells) if cell.value not in (None, ""))
            yield number, cells[: last + 1]


def _text(cell: Any) -> str:
    """The value as somebody would type it; an id shown as 007 keeps its zeros."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "TRUE" if cell.value else "FALSE"
        case int() | float() if float(cell.value).is_integer():
            form = cell.number_format or ""
            digits = len(form) if form and set(form) == {"0"} else 0
            return f"{int(cell.value):0{digits}d}"
        case datetime() if cell.value.time().isoformat() == "00:00:00":
            return cell.value.date().isoformat()
    return str(cell.value)


def _other_sheets(book: Any) -> Iterator[str]:
    names = book.sheetnames
    if len(names) > 1:
        yield f"Only the first sheet, “{names[0]}”, is read; the others are left out."


def _numbers_as_ids(rows: list[tuple[int, tuple[Any, ...]]]) -> Iterator[str]:
    """A number has no zeros in front: whoever writes 007 loses them without a word."""
    header = rows[0][1] if rows else ()
    places = [at for at, cell in enumerate(header) if _is_id(column_of(str(cell.value or "")))]
    ids = [cells[at] for at in places for _, cells in rows[1:] if len(cells) > at]
    if any(isinstance(cell.value, int | float) and not _keeps_zeros(cell) for cell in ids):
        yield (
            "Employee ids stand there as numbers, which have no zeros in front: if yours have "
            "(007), make the column text in Excel and write them again."
        )


def _is_id(column: Column | None) -> bool:
    return column is not None and column.name == "employee_id"


def _keeps_zeros(cell: Any) -> bool:
    return set(cell.number_format or "") == {"0"} and len(cell.number_format) > 1
