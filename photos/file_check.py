"""Whether every stored file is there and is the one that was stored."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from itertools import batched, chain
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from photos.models import Photo, Publication, Rendition
from photos.storage import named, private_storage, sum_in, sum_of

ROWS_AT_ONCE = 200
PHOTO_FIELDS = ("master", "preview", "thumbnail")


class State(Enum):
    """What was found of a file."""

    SOUND = "is sound"
    MISSING = "is missing"
    DAMAGED = "is damaged"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file as a row names it; `digest` is what its SHA-256 must be, empty where nobody knows."""

    model: type[Photo | Rendition]
    pk: int
    field: str
    name: str
    digest: str

    @property
    def has_sum(self) -> bool:
        """Whether its very name says what it must be."""
        return bool(sum_in(self.name))

    def __str__(self) -> str:
        return f"{self.model.__name__.lower()} {self.pk}, {self.field}: {self.name}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was found of it."""

    file: NamedFile
    state: State


def named_files() -> Iterator[NamedFile]:
    """Every file that a row names."""
    photos = Photo.objects.order_by("pk").values_list("pk", *PHOTO_FIELDS)
    for pk, *names in photos.iterator():
        for field, name in zip(PHOTO_FIELDS, names, strict=True):
            if name:
                yield NamedFile(Photo, pk, field, name, sum_in(name))
    renditions = Rendition.objects.order_by("pk").values_list("pk", "file", "sha256")
    for pk, name, digest in renditions.iterator():
        yield NamedFile(Rendition, pk, "file", name, digest)


def check_all(threads: int) -> Iterator[Checked]:
    """Read every file, some at once: over a network most of the time is waiting."""
    with ThreadPoolExecutor(threads) as pool:
        some = batched(named_files(), ROWS_AT_ONCE)
        yield from chain.from_iterable(pool.map(check, files) for files in some)


def check(file: NamedFile) -> Checked:
    """Read one file; asks no database. Raises StorageAway."""
    try:
        found = sum_of(private_storage(), file.name)
    except FileNotFoundError:
        return Checked(file, State.MISSING)
    is_sound = file.digest in {"", found} and sum_in(file.name) in {"", found}
    return Checked(file, State.SOUND if is_sound else State.DAMAGED)


def is_still_so(checked: Checked) -> bool:
    """Whether the row still names the file: it may have been erased while it was read."""
    file = checked.file
    return file.model._default_manager.filter(pk=file.pk, **{file.field: file.name}).exists()


def rename(file: NamedFile) -> bool:
    """Give a sound file of before a name with its sum; False where it was erased meanwhile.

    A crash leaves a file without a row, which `clean_up` removes. Raises StorageAway.
    """
    storage, old = private_storage(), PurePosixPath(file.name)
    try:
        with storage.open(file.name) as stored:
            content = stored.read()
    except FileNotFoundError:
        return False
    name = storage.save(named(old.parts[0], content, old.suffix[1:]), ContentFile(content))
    is_renamed = _write(file, name)
    storage.delete(file.name if is_renamed else name)
    return is_renamed


@transaction.atomic
def _write(file: NamedFile, name: str) -> bool:
    if file.model is Rendition:  # an erasure reads the names of files while it holds this
        list(Publication.objects.select_for_update().filter(renditions=file.pk))
    rows = file.model._default_manager.filter(pk=file.pk, **{file.field: file.name})
    return bool(rows.update(**{file.field: name}))
