"""The report of an import: one line for each file, as CSV or as a workbook."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook

from desk.photo_import.rows import ImportedFile, PhotoImport
from directory.entries import defused
from photos.labels import reason_words, verdict_words

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
ROWS_AT_ONCE = 1_000
type Cell = str | int


def header() -> list[Cell]:
    """The columns' titles."""
    return [
        _("File"),
        _("Employee id"),
        _("Name"),
        _("Matched by"),
        _("Outcome"),
        _("Reason"),
        _("Verdict"),
        _("Score"),
        _("Main reason"),
    ]


def lines(photo_import: PhotoImport) -> Iterator[list[Cell]]:
    """A line for each photo file, in the order of the names."""
    files = photo_import.files.pictures().select_related("person", "photo")
    for file in files.iterator(chunk_size=ROWS_AT_ONCE):
        yield [defused(cell) if isinstance(cell, str) else cell for cell in _line(file)]


def _line(file: ImportedFile) -> list[Cell]:
    person, photo = file.person, file.photo
    score = photo.score if photo else None
    return [
        file.name,
        person.employee_id if person else "",
        person.full_name if person else "",
        str(file.get_matched_by_display()) if person else "",
        str(file.get_state_display()),
        file.told,
        verdict_words(photo.verdict) if photo else "",
        "" if score is None else score,
        reason_words(photo) if photo else "",
    ]


def as_csv(photo_import: PhotoImport) -> bytes:
    """The report as CSV in UTF-8."""
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow(header())
    writer.writerows(lines(photo_import))
    return (BYTE_ORDER_MARK + target.getvalue()).encode()


def as_xlsx(photo_import: PhotoImport) -> bytes:
    """The report as a workbook."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("Photos"))
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHI", (36, 14, 26, 16, 14, 50, 16, 8, 60), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append(header())
    for line in lines(photo_import):
        sheet.append(line)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()
