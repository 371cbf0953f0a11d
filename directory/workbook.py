"""The bytes of an Excel workbook (XLSX) to the lines of a staff list: its first sheet's values."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.entries import column_of
from directory.workbook_child import NO_LIST, TOO_LARGE

SECONDS, ROWS_A_SECOND = 10, 4_000  # of the processor; it reads twice as many
PROGRAM = Path(__file__).with_name("workbook_child.py")
MARK = b"PK\x03\x04"
BROKEN = "This workbook cannot be read: open it in Excel and save it anew as XLSX."
REFUSALS = {
    NO_LIST: "This is an archive, not a list: save the list as XLSX or CSV.",
    TOO_LARGE: "This workbook is too large unpacked: save the list as CSV.",
}
ENDED_BY_ITS_BOUNDS = frozenset({-signal.SIGKILL, -signal.SIGXCPU})


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
    """Read at most so many rows, and one more to tell. Raises UnreadableWorkbook.

    A process of its own reads it, bounded in memory and time.
    """
    read = _read(content, most_rows + 1)
    rows = tuple(SheetRow(number, tuple(cells)) for number, cells in read["rows"])
    return FirstSheet(rows, (*_other_sheets(read["sheets"]), *_numbers_as_ids(rows, read)))


def _read(content: bytes, most_rows: int) -> dict[str, Any]:
    seconds = SECONDS + most_rows // ROWS_A_SECOND
    child = subprocess.run(
        [sys.executable, "-s", "-P", str(PROGRAM), str(most_rows), str(seconds)],
        input=content,
        capture_output=True,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
        check=False,
    )
    if child.returncode:
        is_too_large = child.returncode in ENDED_BY_ITS_BOUNDS
        raise UnreadableWorkbook(REFUSALS[TOO_LARGE] if is_too_large else BROKEN)
    read: dict[str, Any] = json.loads(child.stdout)
    if "refused" in read:
        raise UnreadableWorkbook(REFUSALS[read["refused"]])
    return read


def _other_sheets(names: list[str]) -> Iterator[str]:
    if len(names) > 1:
        yield f"Only the first sheet, “{names[0]}”, is read; the others are left out."


def _numbers_as_ids(rows: tuple[SheetRow, ...], read: dict[str, Any]) -> Iterator[str]:
    """A number has no zeros in front: whoever writes 007 loses them without a word."""
    header = rows[0].cells if rows else ()
    columns = {at: column_of(title) for at, title in enumerate(header)}
    ids = {at for at, column in columns.items() if column and column.name == "employee_id"}
    if ids & set(read["numbers"]):
        yield (
            "Employee ids stand there as numbers, which have no zeros in front: if yours have "
            "(007), make the column text in Excel and write them again."
        )
