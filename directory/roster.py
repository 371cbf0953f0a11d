"""The bytes of a staff list (CSV or XLSX) to entries, with a sentence for every bad line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory import workbook
from directory.entries import (
    COLUMNS,
    Column,
    Entry,
    Problem,
    check,
    column_of,
    entry_from,
    in_thousands,
)

BYTES_PER_MB = 1_000_000
LARGEST_FILE_BYTES = 20 * BYTES_PER_MB
MOST_COLUMNS = 1_000
MOST_ROWS_BY_COMMAND = 200_000
MOST_ROWS_ON_THE_WEB = 20_000
DELIMITERS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])', re.IGNORECASE)  # Excel's hint to itself
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
SAMPLE_BYTES = 1_000  # enough to tell UTF-16 without a mark by its zeros
DAMAGE = "\ufffd"
UNCLEAR_QUOTES = _("The quotation marks do not match, so it is unclear where a cell ends.")


class UnreadableRoster(Exception):
    """The file as a whole is no staff list; `message` says why, for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Roster:
    """What a staff list says: the good entries, the bad lines, the columns nobody reads."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def bad_lines(self) -> int:
        """How many lines have a problem, however many each."""
        return len({problem.line for problem in self.problems})


@dataclass(frozen=True)
class Line:
    """A line's cells, or why they cannot be told apart; `number` is where it starts."""

    number: int
    cells: tuple[str, ...] = ()
    complaint: str = ""


@dataclass(frozen=True)
class Header:
    """The columns in the file's order; None where a header means nothing to us."""

    columns: tuple[Column | None, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """Every line as it stands, before the entries are judged."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    unused_columns: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_roster(content: bytes, most_rows: int = MOST_ROWS_BY_COMMAND) -> Roster:
    """Read and judge a staff list. Raises UnreadableRoster if the file is none."""
    draft = read_draft(content, most_rows)
    checked = check(draft.entries)
    problems = sorted([*draft.problems, *checked.problems], key=lambda problem: problem.line)
    return Roster(checked.entries, tuple(problems), draft.unused_columns, draft.notes)


def read_draft(content: bytes, most_rows: int) -> Draft:
    """Read a staff list without judging its entries. Raises UnreadableRoster."""
    sheet = sheet_of(content, most_rows) if content.startswith(workbook.MARK) else None
    lines = lines_of_sheet(sheet) if sheet else lines_after_hint(decoded(content))
    first = next(lines, None)
    if first is None:
        raise UnreadableRoster(gettext("The file is empty."))
    header = header_from(first)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line in islice(lines, most_rows + 1):
        complaint = line.complaint or too_many_cells(line, header)
        if complaint:
            problems.append(Problem(line.number, complaint))
        else:
            entries.append(entry_of(line, header))
    if len(entries) + len(problems) > most_rows:
        most = in_thousands(most_rows)
        raise UnreadableRoster(
            gettext("The list is longer than %(most)s lines: divide it.") % {"most": most}
        )
    notes = sheet.notes if sheet else ()
    return Draft(tuple(entries), tuple(problems), header.unused, notes)


def sheet_of(content: bytes, most_rows: int) -> workbook.FirstSheet:
    """The first sheet of a workbook, its header aside that long. Raises UnreadableRoster."""
    check_bytes(content)
    try:
        return workbook.first_sheet(content, most_rows + 1)
    except workbook.UnreadableWorkbook as refusal:
        raise UnreadableRoster(str(refusal)) from refusal


def lines_of_sheet(sheet: workbook.FirstSheet) -> Iterator[Line]:
    """Its rows as lines of a list, those without a word left out."""
    for row in sheet.rows:
        if any(cell.strip() for cell in row.cells):
            yield Line(row.number, row.cells)


def check_bytes(content: bytes) -> None:
    """Refuse what is too large to look at. Raises UnreadableRoster."""
    if len(content) > LARGEST_FILE_BYTES:
        allowed = LARGEST_FILE_BYTES // BYTES_PER_MB
        raise UnreadableRoster(
            gettext("The file is larger than %(allowed)s MB.") % {"allowed": allowed}
        )


def decoded(content: bytes) -> str:
    """The file's text; a damaged sign becomes DAMAGE, for its line to be named later."""
    check_bytes(content)
    if content.startswith((workbook.MARK, OLD_EXCEL_START)):
        raise UnreadableRoster(
            gettext(
                "This workbook is of an old kind, or locked with a password, or no list at all: "
                "save it as XLSX or CSV."
            )
        )
    text = content.decode(encoding_of(content), errors="replace")
    if "\0" in text:
        raise UnreadableRoster(gettext("This is not a text file: save the list as CSV."))
    return text


def encoding_of(content: bytes) -> str:
    """UTF-16 by its mark or its zeros, else UTF-8, else what Windows writes."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:SAMPLE_BYTES]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return "utf-8" if looks_like_utf_8(content) else "cp1252"


def looks_like_utf_8(content: bytes) -> bool:
    """Whether more signs beyond ASCII are right as UTF-8 than are wrong."""
    text = content.decode("utf-8", errors="replace")
    wrong = text.count(DAMAGE)
    return wrong == 0 or sum(not sign.isascii() for sign in text) > 2 * wrong


def lines_after_hint(text: str) -> Iterator[Line]:
    """The lines that hold something, from the header on, cells told apart."""
    hint = SEPARATOR_LINE.match(text)
    lines = lines_of(text, hint[1] if hint else best_delimiter(text))
    return islice(lines, 1 if hint else 0, None)


def best_delimiter(text: str) -> str:
    """The one by which the first line has the most headers that we know."""

    def headers_known(delimiter: str) -> int:
        first = next(lines_of(text, delimiter), Line(0))
        return sum(column_of(title) is not None for title in first.cells[:MOST_COLUMNS])

    return max(DELIMITERS, key=headers_known)


def lines_of(text: str, delimiter: str) -> Iterator[Line]:
    """Each line with anything in it; its number counts the line breaks inside cells too."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, complaint=quotes_complaint(number, reader.line_num))
            continue
        if any(not cell.isspace() for cell in cells if cell):
            yield Line(number, tuple(cells))


def quotes_complaint(first: int, last: int) -> str:
    """Name every line that an open quotation mark swallowed."""
    if last == first:
        return str(UNCLEAR_QUOTES)
    reach = gettext("Nothing could be read as far as line %(line)s.") % {
        "line": in_thousands(last)
    }
    return f"{UNCLEAR_QUOTES} {reach}"


def header_from(line: Line) -> Header:
    """The file's columns. Raises UnreadableRoster if one is missing or there twice."""
    if len(line.cells) > MOST_COLUMNS:
        most = in_thousands(MOST_COLUMNS)
        raise UnreadableRoster(
            gettext("The first line names more than %(most)s columns.") % {"most": most}
        )
    columns = tuple(column_of(title) for title in line.cells)
    for column in COLUMNS:
        if column.is_needed and column not in columns:
            raise UnreadableRoster(
                gettext("The first line names no column “%(column)s”.")
                % {"column": gettext(column.title)}
            )
        if columns.count(column) > 1:
            raise UnreadableRoster(
                gettext("The first line names the column “%(column)s” twice.")
                % {"column": gettext(column.title)}
            )
    titles = (title.strip() for title, known in zip(line.cells, columns, strict=True) if not known)
    return Header(columns, tuple(title for title in titles if title))


def too_many_cells(line: Line, header: Header) -> str:
    """Why the line cannot be trusted: a stray delimiter has moved its cells."""
    if not any(cell.strip() for cell in line.cells[len(header.columns) :]):
        return ""
    return gettext(
        "There are %(cells)s cells where the first line has %(columns)s: "
        "a cell with a comma or semicolon in it needs quotation marks."
    ) % {"cells": len(line.cells), "columns": len(header.columns)}


def entry_of(line: Line, header: Header) -> Entry:
    """The line as an entry; cells that the line is short of are empty."""
    pairs = zip(header.columns, line.cells, strict=False)
    return entry_from(line.number, {column.name: cell for column, cell in pairs if column})
