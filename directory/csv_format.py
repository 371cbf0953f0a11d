"""Staff lists for the admin's import page, read exactly as the import command reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from import_export.formats.base_formats import CSV
from tablib import Dataset

from directory.entries import COLUMNS, Entry, Problem, entry_from
from directory.roster import (
    MOST_ROWS_ON_THE_WEB,
    Draft,
    Line,
    UnreadableRoster,
    entry_of,
    header_from,
    read_draft,
)

# Two columns carry what a table of cells cannot: where a line stood, and why it is no entry.
LINE_COLUMN = "line of the file"
COMPLAINT_COLUMN = "complaint about the line"
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
HEADERS = (*COLUMN_NAMES, LINE_COLUMN, COMPLAINT_COLUMN)
FIRST_LINE_OF_PEOPLE = 2


class RosterCSV(CSV):
    """A staff list as CSV in any encoding and delimiter, or as a workbook: the bytes tell."""

    def is_binary(self) -> bool:
        """Yes: the bytes come here as they are, and their encoding is found here."""
        return True

    def get_read_mode(self) -> str:
        """How the stored upload is opened."""
        return "rb"

    def create_dataset(self, in_stream: bytes, **options: Any) -> Dataset:
        """The file as a table; a file that is no staff list becomes a single complaint."""
        dataset = Dataset(headers=HEADERS)
        draft = _draft(in_stream)
        lines: list[Entry | Problem] = [*draft.entries, *draft.problems]
        for listed in sorted(lines, key=lambda listed: listed.line):
            dataset.append(row_of(listed))
        dataset.notes = draft.notes  # for directory.resources, which hands them on
        return dataset


def _draft(content: bytes) -> Draft:
    try:
        return read_draft(content, MOST_ROWS_ON_THE_WEB)
    except UnreadableRoster as refusal:
        return Draft((), (Problem(0, refusal.message),), ())


def row_of(listed: Entry | Problem) -> list[str]:
    """The entry or the complaint as a row under HEADERS."""
    if isinstance(listed, Problem):
        return [*("" for _ in COLUMN_NAMES), str(listed.line), listed.sentence]
    return [*(getattr(listed, name) for name in COLUMN_NAMES), str(listed.line), ""]


def listed_in(dataset: Dataset) -> list[Entry | Problem]:
    """The table's rows, whichever format it came from. Raises UnreadableRoster."""
    if len(dataset) > MOST_ROWS_ON_THE_WEB:
        raise UnreadableRoster(
            f"The list is longer than {MOST_ROWS_ON_THE_WEB:,} lines: divide it."
        )
    if tuple(dataset.headers or ()) == HEADERS:
        return [_listed_in_row(row) for row in dataset]
    header = header_from(Line(1, _texts(dataset.headers or ())))
    lines = enumerate((_texts(row) for row in dataset), FIRST_LINE_OF_PEOPLE)
    return [entry_of(Line(number, cells), header) for number, cells in lines]


def _listed_in_row(row: tuple[str, ...]) -> Entry | Problem:
    *cells, line, complaint = row
    if complaint and line == "0":
        raise UnreadableRoster(complaint)
    if complaint:
        return Problem(int(line), complaint)
    return entry_from(int(line), dict(zip(COLUMN_NAMES, cells, strict=True)))


def _texts(row: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row)
