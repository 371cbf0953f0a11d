"""The program behind workbook.py: a workbook on standard input, its first sheet's text on output.

It runs by itself because a workbook of some KB may unpack to gigabytes of cells or formats.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook

MOST_UNPACKED_BYTES = 150_000_000  # a list of 200,000 lines unpacks to less
MOST_COLUMNS = 100
MOST_EMPTY_ROWS = 1_000  # in a row: sheets often end in a million formatted ones
MOST_MEMORY = 2**30  # bytes of address space; 200,000 lines take half of it
NEEDED_PART = "xl/workbook.xml"
NO_LIST, TOO_LARGE = "no_list", "too_large"


def main() -> None:
    """Write the sheet, or why there is none, as JSON. A broken workbook ends it with an error."""
    most_rows, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":  # macOS refuses to bound it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    content = sys.stdin.buffer.read()
    try:
        reason = reason_against(content)
        read = {"refused": reason} if reason else sheet_of(content, most_rows)
        sys.stdout.buffer.write(json.dumps(read).encode())
    except MemoryError:
        sys.stdout.buffer.write(json.dumps({"refused": TOO_LARGE}).encode())


def reason_against(content: bytes) -> str:
    """Why the archive isn't unpacked; nothing, where it may be."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if NEEDED_PART not in parts.namelist():
            return NO_LIST
        # Of each part no more bytes are unpacked than are announced.
        unpacked = sum(part.file_size for part in parts.infolist())
    return TOO_LARGE if unpacked > MOST_UNPACKED_BYTES else ""


def sheet_of(content: bytes, most_rows: int) -> dict[str, Any]:
    """The rows as [number, cells], the sheets' names, and the columns that hold plain numbers."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet: Any = book.worksheets[0]
    sheet.reset_dimensions()  # what a file claims of its size may be wrong
    rows: list[tuple[int, list[str]]] = []
    numbers: set[int] = set()
    for number, cells in islice(rows_of(sheet), most_rows):
        if rows:  # the first one is the header
            numbers |= {at for at, cell in enumerate(cells) if is_plain_number(cell)}
        rows.append((number, [text_of(cell) for cell in cells]))
    return {"rows": rows, "sheets": book.sheetnames, "numbers": sorted(numbers)}


def rows_of(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every row with anything in it."""
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        empty = 0 if any(cell.value not in (None, "") for cell in cells) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        if not empty:
            last = max(place for place, cell in enumerate(cells) if cell.value not in (None, ""))
            yield number, cells[: last + 1]


def text_of(cell: Any) -> str:
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


def is_plain_number(cell: Any) -> bool:
    """Whether zeros in front, had there been any, are lost."""
    form = cell.number_format or ""
    keeps_zeros = set(form) == {"0"} and len(form) > 1
    return isinstance(cell.value, int | float) and not keeps_zeros


if __name__ == "__main__":
    main()
