"""A person's copy of all that is kept about them: a ZIP, made while it is sent.

The tables are found by their foreign keys (privacy.belongings), so that a new one is in the copy
from its first day; what stays out is written down here, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import orjson
from django.conf import settings
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils.timezone import now

from audit.models import Event
from audit.trail import record
from desk.exports.archive import Outgoing
from directory.models import Department, Person
from photos.models import PersonCard, Photo, Rendition
from photos.storage import DamagedFile, read_file
from privacy.belongings import belongings
from privacy.encodings import values_of
from privacy.export_page import told_photos
from privacy.retention import kept

LEFT_OUT_TABLES = {
    "photos.FingerprintKey": "Numbers of our search index, computed from the photo's fingerprint.",
    "desk.ReviewClaim": "That a reviewer has a photo open just now; gone after two minutes.",
    "retakes.Draft": "A photo that was checked and not submitted; on the person's page for a day.",
    "photos.AwaitedDecision": "That a decision about a photo follows in the background.",
}
LEFT_OUT_COLUMNS = {
    "directory.Person.search": "The name and address once more, without accents, for searches.",
    "directory.Person.name_search": "The name once more, without accents, for searches.",
    "photos.PersonCard.ready": "What intranet pages read; the same values as in the other tables.",
    "links.PersonLink.key_hash": "What a secret link is checked by.",
}
# Columns that only a function can read; called with the row.
READABLE: dict[str, Callable[[Any], Any]] = {"privacy.FaceEncoding.sealed": values_of}
# Names of colleagues who worked on the person's data are their data, not the person's.
STAFF = settings.AUTH_USER_MODEL
BY_STAFF = "a member of staff"
TRAIL = ("at", "door", "action", "kind", "fields", "before", "after", "count", "has_reason")


def person_zip(person: Person) -> Iterator[bytes]:
    """The ZIP in pieces, in the language that is active now. Noted in the trail."""
    tables = tables_of(person)
    page = {"person": person, "photos": told_photos(person), "kept": kept(), "made_at": now()}
    texts = {
        "README.txt": render_to_string("privacy/export/readme.txt", page).encode(),
        "index.html": render_to_string("privacy/export/index.html", page).encode(),
        "person.json": orjson.dumps(
            {"tables": tables, "trail": trail_of(person)}, option=orjson.OPT_INDENT_2
        ),
    }
    record("person.export", kind="directory.person", person_key=key_of(person))
    return _zip(texts, pictures_of(person))


def tables_of(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The person's rows by table, as plain values; tables without a row are left out."""
    found = {}
    for belonging in belongings():
        if belonging.label not in LEFT_OUT_TABLES:
            rows = belonging.rows([person.pk]).order_by("pk")
            found[belonging.label] = [_plain(row) for row in rows]
    return {label: rows for label, rows in found.items() if rows}


def trail_of(person: Person) -> list[dict[str, Any]]:
    """What the trail says was done with the person's data, oldest first; without who did it."""
    key = key_of(person)
    events = Event.objects.filter(person_key=key).order_by("at", "pk") if key else ()
    return [{name: getattr(event, name) for name in TRAIL} for event in events]


def key_of(person: Person) -> str:
    """The random key by which the trail knows the person."""
    keys = PersonCard.objects.filter(person=person).values_list("key", flat=True)
    return keys.first() or ""


def pictures_of(person: Person) -> Iterator[tuple[str, FieldFile]]:
    """Every photo in full size and every picture that was published of it, with its name in
    the ZIP. Smaller copies of the same photo for HR's pages stay out."""
    for photo in Photo.objects.filter(person=person).order_by("pk"):
        yield file_name(photo.master), photo.master
    for one in Rendition.objects.filter(publication__photo__person=person).order_by("pk"):
        yield file_name(one.file), one.file


def file_name(file: FieldFile) -> str:
    """What a stored file is called in the ZIP: by its row, not by its random name."""
    row = file.instance
    suffix = PurePosixPath(file.name or "").suffix
    if isinstance(row, Rendition):
        return f"published/{row.publication_id}-{row.use}-{row.size}{suffix}"
    return f"photos/{row.pk}{suffix}" if file.field.name == "master" else ""


def _zip(texts: dict[str, bytes], pictures: Iterator[tuple[str, FieldFile]]) -> Iterator[bytes]:
    outgoing = Outgoing()
    with ZipFile(outgoing, "w", ZIP_STORED) as made:
        for name, content in texts.items():
            made.writestr(name, content)
        yield outgoing.taken()
        for name, file in pictures:
            try:
                made.writestr(name, read_file(file))
            except (FileNotFoundError, DamagedFile):
                continue  # verify_files tells of it
            yield outgoing.taken()
    yield outgoing.taken()


def _plain(row: models.Model) -> dict[str, Any]:
    """The row's columns as values that JSON has."""
    fields = row._meta.concrete_fields
    label = row._meta.label
    kept_in = [field for field in fields if f"{label}.{field.name}" not in LEFT_OUT_COLUMNS]
    return {field.name: _value(row, field) for field in kept_in}


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    reader = READABLE.get(f"{row._meta.label}.{field.name}")
    if reader:
        return reader(row)
    if field.related_model and field.related_model._meta.label == STAFF:
        return value and BY_STAFF
    if field.related_model is Department:
        return value and str(getattr(row, field.name))
    if isinstance(value, FieldFile):
        return file_name(value) or "a smaller copy"
    if isinstance(value, bytes | memoryview):
        return f"{len(value)} bytes"
    return value
