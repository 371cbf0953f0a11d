"""A ZIP of approved photos, made while it is sent: one picture in memory at a time."""

from __future__ import annotations

from collections.abc import Buffer, Iterator
from dataclasses import astuple, dataclass
from io import BytesIO, RawIOBase
from itertools import batched
from zipfile import ZIP_STORED, ZipFile

from django.utils.translation import gettext as _
from PIL import Image

from desk.exports.choices import Choices
from desk.exports.handover import Sent
from desk.exports.naming import Names, plain, stem_of
from directory.models import Person
from photos.admin.table_files import csv_chunks
from photos.models import Publication
from photos.quality.cut import JPEG, Format, encoded
from photos.quality.limits import UnreadablePhoto
from photos.renditions import NotMade, rendition
from photos.storage import read_file

AT_ONCE = 200  # people read together
HEADINGS = ("file", "employee_id", "name", "note")
LOWER_QUALITIES = (80, 70, 60, 50, 40)  # until the file is small enough


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list that lies in the ZIP; without a file, `note` says why."""

    file: str
    employee_id: str
    name: str
    note: str = ""


class Outgoing(RawIOBase):
    """What was written and not yet sent; a ZIP into it can't go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Yes, and nothing else."""
        return True

    def write(self, piece: Buffer, /) -> int:
        """Keep it until it is taken."""
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """All of it, which is then gone from here."""
        written = b"".join(self._pieces)
        self._pieces.clear()
        return written


def archive(choices: Choices) -> Iterator[bytes]:
    """The ZIP in pieces: the pictures, then the target's own list, and manifest.csv."""
    outgoing, names, lines, sent = Outgoing(), Names(), [], list[Sent]()
    # Without a place to go back to, ZipFile writes each picture's size behind it.
    with ZipFile(outgoing, "w", ZIP_STORED) as made:
        for person, publication in published_of(choices):
            line, picture = exported(person, publication, choices, names)
            lines.append(line)
            if picture:
                made.writestr(line.file, picture)
                sent.append(Sent(line.file, person.employee_id, person.email))
                yield outgoing.taken()
        if choices.handover:
            made.writestr(choices.handover.file, choices.handover.written(sent))
        made.writestr("manifest.csv", manifest(lines))
    yield outgoing.taken()


def published_of(choices: Choices) -> Iterator[tuple[Person, Publication | None]]:
    """Everybody wanted, with the publication where there is one."""
    for people in batched(choices.people.iterator(chunk_size=AT_ONCE), AT_ONCE):
        found = choices.publications.filter(photo__person__in=people).select_related("photo")
        by_person = {one.photo.person_id: one for one in found}
        for person in people:
            yield person, by_person.get(person.pk)


def exported(
    person: Person, publication: Publication | None, choices: Choices, names: Names
) -> tuple[Line, bytes]:
    """A person's line, and the picture if there is one to send."""
    name = person.full_name
    if publication is None:
        return Line("", person.employee_id, name, _("no approved photo")), b""
    if choices.needs_email and not person.email:
        return Line("", person.employee_id, name, _("no e-mail address to name it by")), b""
    size = publication.best_size(choices.use.name, choices.size)
    if size is None:
        return Line("", person.employee_id, name, _("too few pixels for this use")), b""
    try:
        picture = picture_of(publication, choices, size)
    except (NotMade, FileNotFoundError, UnreadablePhoto):
        return Line("", person.employee_id, name, _("the picture is gone")), b""
    limit = choices.target.most_bytes if not choices.has_own_pattern else None
    if limit and len(picture) > limit:
        return Line("", person.employee_id, name, _("too large for the target")), b""
    note = "" if size == choices.size else _("%(size)d px: it has no more") % {"size": size}
    values = {
        "employee_id": person.employee_id,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "number": str(person.pk),
    }
    stem = stem_of(choices.pattern, values)
    stem = plain(stem) if choices.has_plain_names else stem
    file = names.one(stem, choices.form.extension)
    return Line(file, person.employee_id, name, note), picture


def picture_of(publication: Publication, choices: Choices, size: int) -> bytes:
    """The rendition; written with less quality where the target takes no such large file.

    Raises NotMade, FileNotFoundError and UnreadablePhoto.
    """
    made = rendition(publication, choices.use.name, size, choices.form)
    picture = read_file(made.file)
    limit = choices.target.most_bytes if not choices.has_own_pattern else None
    if limit and choices.form == JPEG:
        return within(picture, limit)
    return picture


def within(picture: bytes, limit: int) -> bytes:
    """A JPEG of at most `limit` bytes if any quality makes one, else the smallest."""
    smaller = picture
    for quality in LOWER_QUALITIES:
        if len(smaller) <= limit:
            break
        form = Format("jpg", JPEG.content_type, "JPEG", {"quality": quality, "optimize": True})
        with Image.open(BytesIO(picture)) as opened:
            smaller = encoded(opened.convert("RGB"), form)
    return smaller


def manifest(lines: list[Line]) -> bytes:
    """The list as CSV, for spreadsheets too."""
    return b"".join(csv_chunks(HEADINGS, map(astuple, lines)))
