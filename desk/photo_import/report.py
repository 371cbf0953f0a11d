"""The report of an import: one line for each file, as CSV or as a workbook."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.admin.table_files import Cell, csv_chunks, xlsx_file
from photos.labels import reason_words, verdict_words

ROWS_AT_ONCE = 1_000
WIDTHS = (36, 14, 26, 16, 14, 50, 16, 8, 60)  # of the columns, in characters


def header() -> list[str]:
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
    files = photo_import.files.pictures().within(photo_import.reach)
    files = files.select_related("person", "photo")
    for file in files.iterator(chunk_size=ROWS_AT_ONCE):
        yield _line(file)


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
    return b"".join(csv_chunks(header(), lines(photo_import)))


def as_xlsx(photo_import: PhotoImport) -> bytes:
    """The report as a workbook."""
    with xlsx_file(_("Photos"), header(), lines(photo_import), WIDTHS) as file:
        return file.read()
