"""Staff lists as workbooks: the same people in the same words as from CSV."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from directory.entries import Entry
from directory.roster import Roster, UnreadableRoster, read_roster

HEADER = ["Employee ID", "First name", "Last name", "Job title"]


def workbook(*rows: list[Any], sheets: tuple[str, ...] = (), forms: str = "") -> bytes:
    """A workbook with these rows; `forms` is how the ids are shown."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2, max_col=1) if forms else ():
        cells[0].number_format = forms
    for name in sheets:
        book.create_sheet(name).append(["left out"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ids_in(roster: Roster) -> list[str]:
    return [entry.employee_id for entry in roster.entries]


def test_values_are_read_as_somebody_would_type_them() -> None:
    roster = read_roster(
        workbook(HEADER, [1001.0, "Amara", "Okafor", date(2026, 5, 31)], [], ["e2", "Mei", None])
    )
    amara, mei = roster.entries
    assert amara == Entry(2, "1001", "Amara", "Okafor", job_title="2026-05-31")
    assert (mei.line, mei.employee_id, mei.last_name) == (4, "e2", "")


def test_zeros_that_a_number_has_lost_are_told_and_those_shown_are_kept() -> None:
    assert "no zeros in front" in " ".join(read_roster(workbook(HEADER, [7, "Mei"])).notes)
    kept = read_roster(workbook(HEADER, [7, "Mei"], forms="000"))
    assert (ids_in(kept), kept.notes) == (["007"], ())


def test_a_formula_without_a_value_is_missing_and_further_sheets_are_told() -> None:
    roster = read_roster(workbook(HEADER, ["=A1", "Mei"], ["e2", "Rosa"], sheets=("Old",)))
    assert [str(problem) for problem in roster.problems] == ["Line 2: Employee ID is missing."]
    assert ids_in(roster) == ["e2"]
    assert roster.notes == ("Only the first sheet, “Sheet”, is read; the others are left out.",)


def packed(name: str, size: int) -> bytes:
    """An archive that unpacks to so many bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, bytes(size))
    return file.getvalue()


NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_part(name: str, content: bytes) -> bytes:
    """A workbook in which that part is another one."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEADER))) as good,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in {*good.namelist(), name}:
            made.writestr(part, content if part == name else good.read(part))
    return file.getvalue()


def sheet_with(head: bytes, cells: bytes) -> bytes:
    """A workbook whose sheet has one row."""
    rows = b"<sheetData><row>" + cells + b"</row></sheetData></worksheet>"
    return with_part("xl/worksheets/sheet1.xml", head + b"<worksheet " + NAMESPACE + b">" + rows)


SECRET_FILE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b"".join(
    b'<!ENTITY a%d "%s">' % (depth, b"&a%d;" % (depth - 1) * 10) for depth in range(1, 10)
)
A_BILLION = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + LAUGHS + b"]>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sheet_with(SECRET_FILE, b'<c t="str"><v>&a;</v></c>'), "cannot be read"),
        (sheet_with(A_BILLION, b'<c t="str"><v>&a9;</v></c>'), "cannot be read"),
        (sheet_with(b"", b"<c r='A1'><v>" + b"9" * 400 + b"</v></c>"), "cannot be read"),
        (packed("photo.jpg", 10), "This is an archive, not a list"),
        (packed("xl/workbook.xml", 151_000_000), "too large unpacked"),
        (packed("xl/workbook.xml", 10), "cannot be read"),
        (workbook(HEADER)[:-40], "cannot be read"),
        (workbook(HEADER, ["e1", "Mei"], ["e2", "Rosa"], ["e3", "Kwame"]), "longer than 2 lines"),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableRoster) as refusal:
        read_roster(content, most_rows=2)
    assert said in refusal.value.message
