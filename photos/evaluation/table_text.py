"""Sections for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from photos.evaluation.tables import Cell, Section, Table
from photos.quality.explain import NBSP

INDENT, GAP = "  ", "  "


def in_text(sections: Iterable[Section]) -> str:
    """The sections one below the other."""
    return "\n".join("\n".join(section_lines(section)) for section in sections)


def section_lines(section: Section) -> Iterator[str]:
    """A heading, then each table."""
    yield section.title.upper()
    if section.note:
        yield section.note
    for table in section.tables:
        yield ""
        yield from table_lines(table)
    yield ""


def table_lines(table: Table) -> Iterator[str]:
    """A table with its columns as wide as their longest cell."""
    yield table.title
    if table.note:
        yield INDENT + table.note
    lines = [list(table.columns)]
    lines += [[row.head, *(cell_text(cell) for cell in row.cells)] for row in table.rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines if table.rows else ():
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield (INDENT + GAP.join(cells)).rstrip()
    yield from (INDENT + remark for remark in table.remarks)


def cell_text(cell: Cell) -> str:
    """A cell on one line."""
    words = f"{cell.text} ({cell.behind})" if cell.behind else cell.text
    return words.replace(NBSP, " ")
